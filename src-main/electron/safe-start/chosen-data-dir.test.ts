import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { chosenDataDir } from './chosen-data-dir.ts'

test('a folder that was chosen is remembered; what cannot be read is none', () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const chosen = chosenDataDir(join(path, 'not', 'there yet'))
  expect(chosen.read()).toBeUndefined()
  chosen.remember('/mnt/mail')
  expect(chosen.read()).toBe('/mnt/mail')
  writeFileSync(join(path, 'not', 'there yet', 'data-folder.json'), '{"dataDir":7}')
  expect(chosen.read()).toBeUndefined()
})
