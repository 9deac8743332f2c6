import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { seenOf } from '#test/support/electron/person.ts'
import { describeChecklist } from './checklist.ts'
import { describeFiles } from './files.ts'
import { describeMail } from './mail.ts'
import { describeSafety } from './safety.ts'
import { desktop, smtpPort } from './the-app.ts'

describe('the security checklist of Electron', describeChecklist)
describe('ways in and out', describeSafety)
describe('mail', describeMail)
describe('files and notifications', describeFiles)

test('a second start brings the window of the first to the front and ends', async () => {
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
  expect(await desktop.startAgain()).toBe(0)
  const isShown = () => desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())
  await expect.poll(isShown).toBe(true)
  expect(await callFrom(desktop.page, 'getInfo')).toMatchObject({ problems: [] })
})

test('to quit ends with the server stopped, and with nothing left of what was written for a drag', async () => {
  const { httpPort } = await callFrom(desktop.page, 'getInfo')
  const [file] = (await seenOf(desktop)).dragged[0]!.files
  expect(existsSync(file!)).toBe(true)
  // Later: the answer to this call must get out first.
  await desktop.evaluate(({ app }) => void setTimeout(() => app.quit(), 50))
  expect(await desktop.ended).toBe(0)
  expect(existsSync(file!)).toBe(false)
  expect(await isListening(smtpPort)).toBe(false)
  expect(await isListening(httpPort!)).toBe(false)
})

function isListening(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(!socket.destroy().connecting))
    socket.once('error', () => resolve(false))
  })
}
