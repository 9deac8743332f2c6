import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openSmtp } from '#test/support/smtp-session.ts'
import { ConnectionServer } from './connection-server.ts'
import { smtpLimits } from './limits.ts'
import { uncounted } from './session-notes.ts'

test('who is silent for longer than the bound is told and closed', async () => {
  const server = await startSmtpServer({ idleMs: 300 })
  onTestFinished(() => server.stop())
  const silent = await openSmtp(server.port)
  expect(await silent.reply()).toMatch(/^421 4\.4\.2 /)
  await silent.ended
})

/** A socket of which nothing is real but what is said, and whose time is the test's: it begins anew with every word, as Node's does. */
function createStillSocket() {
  let said = ''
  let silence: NodeJS.Timeout | undefined
  const write = (chunk: Buffer, _encoding: unknown, done: () => void) => {
    said += String(chunk)
    silence?.refresh()
    done()
  }
  const socket = Object.assign(new Duplex({ read() {}, write }), {
    remoteAddress: '127.0.0.1',
    readyState: 'open',
    setTimeout: (ms: number, onSilence: () => void) => void (silence = setTimeout(onSilence, ms)),
  })
  const say = (line: string) => {
    silence?.refresh()
    socket.push(`${line}\r\n`)
  }
  return { socket: socket as unknown as Socket, say, said: () => said }
}

describe('a connection', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function open() {
    const server = new ConnectionServer({
      socketTimeout: smtpLimits.idleMs,
      authOptional: true,
      logger: false,
      disableReverseLookup: true,
      onConnect: (_session, callback) => callback(),
      loginPolicy: () => ({ auth: 'any', requireTls: false }),
      openNotes: () => ({ client() {}, server() {}, accepted() {}, ended() {} }),
      counts: uncounted,
    })
    const still = createStillSocket()
    server.connect(still.socket)
    return still
  }
  const isTold = (said: string) => said.includes('\r\n421 ')

  test('may be silent for so long, and not a millisecond more', () => {
    const isToldAfter = (ms: number) => {
      const { said } = open()
      vi.advanceTimersByTime(ms)
      return isTold(said())
    }
    expect(edge(smtpLimits.idleMs).map(isToldAfter)).toEqual([false, true, true])
  })

  test('that speaks in between goes on for as long as it likes, and then may be silent as long again', async () => {
    const { say, said } = open()
    await vi.advanceTimersByTimeAsync(0)
    for (let word = 1; word <= 50; word++) {
      await vi.advanceTimersByTimeAsync(smtpLimits.idleMs - 1)
      say('NOOP')
      await vi.advanceTimersByTimeAsync(0)
      expect(said().match(/^250 /gm)).toHaveLength(word)
    }
    await vi.advanceTimersByTimeAsync(smtpLimits.idleMs - 1)
    expect(isTold(said())).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isTold(said())).toBe(true)
  })
})
