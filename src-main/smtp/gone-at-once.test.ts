import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startSmtpServer } from '#test/support/smtp-server.ts'
import { openGreeted } from '#test/support/smtp-session.ts'
import { uncounted } from './session-notes.ts'

/** Connects and resets ten times, in a process of its own: ours stands still meanwhile, so all are gone when it looks. */
const scan = `
  const { connect } = require('node:net')
  for (let n = 0; n < 10; n++) {
    const socket = connect(Number(process.argv[1]), '127.0.0.1', () => socket.resetAndDestroy())
  }`

test('a connection that was reset before its greeting is no session, and the next one is', async () => {
  const changes: string[] = []
  const server = await startSmtpServer({
    counts: { ...uncounted, onSession: change => changes.push(change) },
  })
  const scanned = spawnSync(process.execPath, ['-e', scan, String(server.port)])
  expect(scanned.status).toBe(0)
  const session = await openGreeted(server.port)
  expect(changes).toEqual(['open'])
  await session.quit()
  await server.stop()
})
