import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import { findImports } from '#test/support/electron/find-imports.ts'
import { launchSimulated } from '#test/support/electron/launch-simulated.ts'
import { packApp } from '#test/support/electron/pack-app.ts'
import { sendMail } from '#test/support/send-mail.ts'

let packed: Awaited<ReturnType<typeof packApp>>
beforeAll(async () => void (packed = await packApp()))
afterAll(() => packed.remove())

/** How a fuse stands in the binary. */
const [off, on] = [...Buffer.from('01')]

test('every import of the built main, the store thread and the preload is in the package', () => {
  const entries = ['out/main/electron.js', 'out/main/store-worker.js', 'out/preload/preload.cjs']
  const { files, missing } = findImports(entries.map(entry => join(packed.app, entry)))
  expect(missing).toEqual([])
  const names = files.map(file => relative(packed.app, file))
  expect(names.filter(name => name.startsWith('..'))).toEqual([])
  expect(names).toContain('node_modules/better-sqlite3/lib/database.js')
  expect(names.length).toBeGreaterThan(20)
})

test('nothing else of the project is: no source, no map, no test, no other module', () => {
  expect(existsSync(join(packed.app, 'src-main'))).toBe(false)
  expect(existsSync(join(packed.app, 'out/main/electron.js.map'))).toBe(false)
  expect(existsSync(join(packed.app, 'node_modules/fastify'))).toBe(false)
  const { main } = JSON.parse(readFileSync(join(packed.app, 'package.json'), 'utf8')) as { main: string }
  expect(main).toBe('out/main/electron.js')
})

test('the package knows where its updates come from', () => {
  expect(parse(packed.updates)).toMatchObject({ provider: 'github', owner: 'somebody', repo: 'mayfly' })
})

test('the packed app cannot be run as Node, debugged, or made to load another archive', async () => {
  const { version, ...fuses } = await getCurrentFuseWire(packed.binary)
  expect(version).toBe('1')
  expect(fuses).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: on,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  })
})

test('what was packed starts, shows its window and takes mail', async () => {
  const desktop = await launchSimulated({ main: join(packed.app, 'out/main/electron.js') })
  try {
    const { smtpPort } = await callFrom(desktop.page, 'getInfo')
    await sendMail(smtpPort!, { subject: 'From the package', text: 'x' })
    await desktop.page.getByText('From the package').first().waitFor()
  } finally {
    await desktop.close()
  }
})
