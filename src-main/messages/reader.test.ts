import { expect, test } from 'vitest'
import { createMessageReader } from './reader.ts'
import type { MessageRepository, MessageRow } from './repository.ts'

test.each(['{"text":"a\u0000b"}', '{"text":', '(\u00b5/\u00fd not zstd'])(
  'details that cannot be read say that the store is damaged, and what to do (%j)',
  async packed => {
    const messages = {
      detailOf: async () => Buffer.from(packed, 'latin1'),
      attachmentsOf: async () => [],
    } as Partial<MessageRepository> as MessageRepository
    const reader = createMessageReader({
      messages,
      findMailbox: () => Promise.reject(new Error('nobody asks')),
      remotes: { scopeOf: scope => scope, findMailbox: () => Promise.reject(new Error('nobody asks')) },
      now: () => 0,
    })
    await expect(reader.detail({ id: 'x', content_id: 1 } as MessageRow)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('mayfly recover') as string,
    })
  },
)
