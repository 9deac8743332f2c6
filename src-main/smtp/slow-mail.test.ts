import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openGreeted, type SmtpSession } from '#test/support/smtp-session.ts'
import { createByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'

const budget = createByteBudget(1_000_000)
let server: Awaited<ReturnType<typeof startSmtpServer>>
beforeAll(async () => {
  server = await startSmtpServer({ budget, leastPace: { bytes: 1000, withinMs: 100 } })
})
afterAll(() => server.stop())

const largeMail = `Subject: x\r\n\r\n${'x'.repeat(smtpLimits.freeBytes)}`

/** As far as the 354. */
async function beginMail(): Promise<SmtpSession> {
  const session = await openGreeted(server.port)
  await session.envelope('a@shop.test', 'b@mayfly.test')
  await session.say('DATA')
  return session
}

test('a large mail that trickles is told why and gives its memory back', async () => {
  const session = await beginMail()
  session.write(largeMail)
  const dripping = setInterval(() => session.write('x'), 10)
  expect(await session.reply()).toMatch(/^421 4\.4\.2 /)
  clearInterval(dripping)
  session.drop()
  const giveBack = await budget.reserve(1_000_000)
  giveBack()
})

test('one that waits for its turn may wait for as long as it takes', async () => {
  const giveBack = await budget.reserve(1_000_000)
  const session = await beginMail()
  session.write(largeMail)
  setTimeout(giveBack, 250)
  setTimeout(() => session.write('\r\n.\r\n'), 260)
  expect(await session.reply()).toMatch(/^250 /)
  await session.quit()
})

test('a small one, which keeps nobody waiting, is left alone: people type', async () => {
  const session = await beginMail()
  session.write('Subject: x\r\n\r\n')
  setTimeout(() => session.write('typed\r\n.\r\n'), 250)
  expect(await session.reply()).toMatch(/^250 /)
  await session.quit()
})
