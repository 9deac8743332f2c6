import { expect, onTestFinished, test } from 'vitest'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openGreeted } from '#test/support/smtp-session.ts'

test('who is silent for longer than the bound is told and closed; who speaks in between goes on', async () => {
  const server = await startSmtpServer({ idleMs: 300 })
  onTestFinished(() => server.stop())
  const [silent, talker] = [await openGreeted(server.port), await openGreeted(server.port)]
  let isOver = false
  const last = silent.reply()
  void silent.ended.then(() => (isOver = true))
  while (!isOver) expect(await talker.say('NOOP')).toMatch(/^250 /)
  expect(await last).toMatch(/^421 4\.4\.2 /)
  expect(await talker.say('NOOP')).toMatch(/^250 /)
  await talker.quit()
})
