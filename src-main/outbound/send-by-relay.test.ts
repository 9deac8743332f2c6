import { expect, test } from 'vitest'
import { createSendByRelay } from './send-by-relay.ts'

test('a name server that never answers is not waited for without end', async () => {
  const send = createSendByRelay({ lookup: () => {}, lookUpMs: 10 })
  const relay = { host: 'relay.test', port: 25, security: 'none', user: null, password: null } as const
  await expect(send(relay, { from: 'a@b.test', to: ['c@d.test'], raw: Buffer.from('x') })).rejects.toThrow(
    'No name server answers for the relay relay.test. Try again later.',
  )
})
