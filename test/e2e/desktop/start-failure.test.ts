import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { startApp, temporaryFolder } from '#test/support/start-app.ts'

// Simulated only: Electron's own box waits for somebody to press its button.
const folder = temporaryFolder()
afterAll(folder.remove)

test('a store that is none is told, and left as it is', async () => {
  const dataDir = join(folder.path, 'damaged')
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'mayfly.db'), 'x'.repeat(8192))
  await expect(launchSimulated({ dataDir })).rejects.toThrow(/^Mayfly cannot start: The store is damaged/)
})

test('an option that is none is told', async () => {
  await expect(launchSimulated({ args: ['--smpt-port=1'] })).rejects.toThrow(/Unknown option '--smpt-port'/)
})

test('a store that another Mayfly has is told', async () => {
  const dataDir = join(folder.path, 'shared')
  const other = await startApp({ dataDir })
  await expect(launchSimulated({ dataDir })).rejects.toThrow(/^Mayfly cannot start: .*shared/)
  await other.stop()
})
