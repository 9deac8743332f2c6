import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { MessageBox } from '#test/support/electron/calls.ts'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'
import { storeFile, withStore } from '#test/support/store-file.ts'

// Simulated only: Electron's own box waits for somebody to press its button.
const folder = temporaryFolder()
afterAll(folder.remove)

test('a store that is none is told, and left as it is', async () => {
  const dataDir = damaged('told')
  await expect(launchSimulated({ dataDir })).rejects.toThrow(
    /^Mayfly cannot open its mail: The store is damaged/,
  )
  expect(readFileSync(join(dataDir, 'mayfly.db'), 'utf8')).toBe('x'.repeat(8192))
})

test('an option that is none is told', async () => {
  await expect(launchSimulated({ args: ['--smpt-port=1'] })).rejects.toThrow(/Unknown option '--smpt-port'/)
})

test('a store that another Mayfly has is told', async () => {
  const dataDir = join(folder.path, 'shared')
  const other = await startApp({ dataDir })
  const boxes: MessageBox[] = []
  const told = launchSimulated({ dataDir, answerBox: box => (boxes.push(box), 'Quit') })
  await expect(told).rejects.toThrow('The app ended with 3 before it had a window')
  // No backup may take the place of a store that is in use.
  expect(boxes).toMatchObject([
    {
      detail: expect.stringMatching(/already running on .*shared/),
      buttons: ['Choose Another Folder…', 'Quit'],
    },
  ])
  await sendMail(other.smtpPort, { subject: 'Kept', text: 'x' })
  await other.stop()
})

test('a store of a newer Mayfly is told', async () => {
  const dataDir = join(folder.path, 'newer')
  mkdirSync(dataDir)
  copyFileSync(storeFile(join(folder.path, 'shared')), storeFile(dataDir))
  withStore(dataDir, db => db.pragma('user_version = 9999'))
  await expect(launchSimulated({ dataDir })).rejects.toThrow(/by a newer Mayfly \(version 9999/)
})

test('a folder that cannot be used is told', async () => {
  const file = join(folder.path, 'file')
  writeFileSync(file, 'no folder')
  await expect(launchSimulated({ dataDir: join(file, 'data') })).rejects.toThrow(
    /The store cannot be opened: .*Check that the folder exists, and that it and the file may be written/,
  )
})

test('a store that is none: a backup that is none is refused, one that is takes its place', async () => {
  const dataDir = damaged('asked')
  const notes = join(folder.path, 'notes.db')
  writeFileSync(notes, 'no backup')
  const seen: string[] = []
  const chosen = [[notes], [storeFile(join(folder.path, 'shared'))]]
  const restored = await launchSimulated({
    dataDir,
    answerBox({ message, detail, buttons }) {
      seen.push(`${message}: ${buttons.join(' / ')}`, detail)
      return 'Open a Backup…'
    },
    chooseFiles: () => chosen.shift() ?? [],
  })
  try {
    const box = 'Mayfly cannot open its mail: Choose Another Folder… / Open a Backup… / Quit'
    expect(seen).toEqual([
      box,
      expect.stringMatching(/^The store is damaged and was left as it is/),
      box,
      expect.stringContaining('The backup could not be opened: The file is no store of Mayfly.'),
    ])
    await restored.page.getByTestId('message-row').getByText('Kept').waitFor()
    const aside = readdirSync(dataDir).find(name => name.startsWith('mayfly-damaged-'))!
    expect(readFileSync(join(dataDir, aside), 'utf8')).toBe('x'.repeat(8192))
  } finally {
    await restored.close()
  }
})

test('a store that is none: another folder is taken', async () => {
  const answers = ['Choose Another Folder…']
  const dataDir = join(folder.path, 'other')
  const other = await launchSimulated({
    dataDir: damaged('left'),
    answerBox: () => answers.shift() ?? 'Quit',
    chooseFiles: () => [dataDir],
  })
  try {
    expect((await callFrom(other.page, 'getInfo')).dataDir).toBe(dataDir)
  } finally {
    await other.close()
  }
})

/** A data folder whose store is none. */
function damaged(name: string): string {
  const dataDir = join(folder.path, name)
  mkdirSync(dataDir)
  writeFileSync(storeFile(dataDir), 'x'.repeat(8192))
  return dataDir
}
