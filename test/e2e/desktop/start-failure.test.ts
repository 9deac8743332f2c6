import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { MessageBox } from '#test/support/electron/calls.ts'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'

// Simulated only: Electron's own box waits for somebody to press its button.
const folder = temporaryFolder()
afterAll(folder.remove)

test('a store that is none is told, and left as it is', async () => {
  const dataDir = join(folder.path, 'damaged')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'mayfly.db'), 'x'.repeat(8192))
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
  await other.stop()
})

test('a store that is none: a backup that is none is refused, another folder is taken and remembered', async () => {
  const dataDir = join(folder.path, 'asked')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'mayfly.db'), 'x'.repeat(8192))
  const notes = join(folder.path, 'notes.db')
  writeFileSync(notes, 'no backup')
  const seen: string[] = []
  const answers = ['Open a Backup…', 'Choose Another Folder…']
  const chosen = [[notes], [join(folder.path, 'other')]]
  const other = await launchSimulated({
    dataDir,
    answerBox({ message, detail, buttons }) {
      seen.push(`${message}: ${buttons.join(' / ')}`, detail)
      return answers.shift() ?? 'Quit'
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
    expect((await callFrom(other.page, 'getInfo')).dataDir).toBe(join(folder.path, 'other'))
  } finally {
    await other.close()
  }
})
