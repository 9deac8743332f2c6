import { expect, test } from 'vitest'
import { createReadiness } from './readiness.ts'

const ports = { host: '127.0.0.1', httpPort: 1, smtpPort: 2, smtpsPort: null, problems: [] }
const listeners = { state: () => ports, notReady: () => undefined }

/** Looks at a store that answers when `answer` is called. */
function lookAtHungStore() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const storage = { problem: () => undefined, ping: () => promise }
  return { ...createReadiness({ listeners, storage, answersWithinMs: 10 }), answer: resolve }
}

test('a store that hangs is not ready, and is again when it answers', async () => {
  const { notReady, answer } = lookAtHungStore()
  expect(await notReady()).toMatchObject({ code: 'unavailable', message: 'The store does not answer.' })
  answer()
  expect(await notReady()).toBeUndefined()
})

test('what is known of sockets or of the store is told without asking it', async () => {
  const storage = { problem: () => 'disk_full' as const, ping: () => expect.unreachable('It was asked.') }
  const { notReady, problems } = createReadiness({ listeners, storage })
  expect(await notReady()).toMatchObject({ code: 'unavailable', details: [{ reason: 'disk_full' }] })
  expect(problems()).toHaveLength(1)
  const deaf = { ...listeners, notReady: () => 'SMTP is not listening.' }
  expect(await createReadiness({ listeners: deaf, storage }).notReady()).toMatchObject({
    message: 'SMTP is not listening.',
  })
})
