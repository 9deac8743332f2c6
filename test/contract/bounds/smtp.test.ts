import { afterAll, beforeAll, expect, test } from 'vitest'
import { smtpLimits } from '#main/smtp/limits.ts'
import { edge } from '#test/support/edge.ts'
import { storedId } from '#test/support/send-mail.ts'
import { openGreeted, type SmtpSession } from '#test/support/smtp-session.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'

let app: TestApp
let session: SmtpSession
beforeAll(async () => {
  app = await startApp()
  session = await openGreeted(app.smtpPort)
})
afterAll(async () => {
  await session.quit()
  await app.stop()
})

test('a command line at the bound is answered; a longer one ends the session, and says why', async () => {
  const [below, at, above] = edge(smtpLimits.commandBytes)
  const ofLength = (bytes: number) => other.say(`NOOP ${'x'.repeat(bytes - 'NOOP '.length)}`)
  const other = await openGreeted(app.smtpPort)
  for (const bytes of [below, at]) expect(await ofLength(bytes)).toMatch(/^250 /)
  expect(await ofLength(above)).toMatch(/^421 .*Command line too long/)
  await other.ended
})

test('recipients up to the bound are taken, one more is put off, and the others get the mail', async () => {
  const [below, at, above] = edge(smtpLimits.recipients)
  const addresses = Array.from({ length: above }, (_, index) => `r${index}@mayfly.test`)
  const replies = (await session.envelope('a@shop.test', ...addresses)).slice(1)
  expect(replies.slice(0, below).every(reply => reply.startsWith('250 '))).toBe(true)
  expect(replies[at - 1]).toMatch(/^250 /)
  expect(replies[above - 1]).toMatch(/^452 4\.5\.3 /)
  storedId(await session.data('Subject: x\r\n\r\nx\r\n.\r\n'))
})
