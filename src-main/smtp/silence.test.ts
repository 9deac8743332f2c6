import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { expect, onTestFinished, test, vi } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { ConnectionServer } from './connection-server.ts'
import { smtpLimits } from './limits.ts'
import { uncounted } from './session-notes.ts'

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

/** A socket of which nothing is real but what is written to it, and whose time is the test's. */
function createStillSocket() {
  let said = ''
  const write = (chunk: Buffer, _encoding: unknown, done: () => void) => {
    said += String(chunk)
    done()
  }
  const socket = Object.assign(new Duplex({ read() {}, write }), {
    remoteAddress: '127.0.0.1',
    readyState: 'open',
    setTimeout: (ms: number, onSilence: () => void) => void setTimeout(onSilence, ms),
  })
  return { socket: socket as unknown as Socket, said: () => said }
}

test('a connection may be silent for so long, and not a millisecond more', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const isToldAfter = (ms: number) => {
    const server = new ConnectionServer({
      socketTimeout: smtpLimits.idleMs,
      logger: false,
      disableReverseLookup: true,
      onConnect: (_session, callback) => callback(),
      loginPolicy: () => ({ auth: 'any', requireTls: false }),
      openNotes: () => ({ client() {}, server() {}, accepted() {}, ended() {} }),
      counts: uncounted,
    })
    const { socket, said } = createStillSocket()
    server.connect(socket)
    vi.advanceTimersByTime(ms)
    return said().includes('\r\n421 ')
  }
  expect(edge(smtpLimits.idleMs).map(isToldAfter)).toEqual([false, true, true])
})
