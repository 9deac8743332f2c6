import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { createSystemSecrets } from './system-secrets.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => void (folder = temporaryFolder()))
afterEach(() => folder.remove())

/** A keyring whose key can be changed: what another key has encrypted it does not open. */
function keyring(key = 'a', backend: 'basic_text' | 'gnome_libsecret' = 'gnome_libsecret') {
  const state = { key, isThere: true, reEncrypt: false, encrypted: 0 }
  return {
    state,
    isAsyncEncryptionAvailable: async () => state.isThere,
    getSelectedStorageBackend: () => backend,
    async encryptStringAsync(text: string) {
      state.encrypted++
      return Buffer.from(`${state.key}:${text}`)
    },
    async decryptStringAsync(blob: Buffer) {
      const [by, text] = blob.toString().split(':')
      if (by !== state.key) throw new Error('Error while decrypting the ciphertext')
      return { result: text!, shouldReEncrypt: state.reEncrypt }
    },
  }
}

const file = () => join(folder.path, 'secrets.json')
const openWith = (safeStorage: ReturnType<typeof keyring>, platform: NodeJS.Platform = 'linux') =>
  createSystemSecrets({ safeStorage, platform, ready: Promise.resolve(), file: file() })

test('secrets are there again after a restart, for this user alone, and never in plain', async () => {
  const safeStorage = keyring()
  const secrets = openWith(safeStorage)
  await Promise.all([secrets.set('one', 'Pa55'), secrets.set('two', 'W0rd')])
  expect(secrets.kind).toBe('system')
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(readFileSync(file(), 'utf8')).not.toMatch(/Pa55|W0rd/)
  const again = openWith(safeStorage)
  expect([await again.get('one'), await again.get('two'), await again.get('toString')]).toEqual([
    'Pa55',
    'W0rd',
    undefined,
  ])
  await again.remove('one')
  await again.remove('one')
  expect(await openWith(safeStorage).get('one')).toBeUndefined()
})

test('what is no encryption counts as none: secrets last for the run, and nothing is written', async () => {
  const missing = keyring()
  missing.state.isThere = false
  for (const safeStorage of [keyring('a', 'basic_text'), missing]) {
    const secrets = openWith(safeStorage)
    await secrets.set('one', 'Pa55')
    expect([secrets.kind, await secrets.get('one')]).toEqual(['session', 'Pa55'])
    expect(existsSync(file())).toBe(false)
  }
  const elsewhere = openWith(keyring('a', 'basic_text'), 'win32')
  await elsewhere.set('one', 'Pa55')
  expect(elsewhere.kind).toBe('system')
})

test('a store in memory writes nothing', async () => {
  const ready = Promise.resolve()
  const secrets = createSystemSecrets({ safeStorage: keyring(), platform: 'darwin', ready, file: undefined })
  await secrets.set('one', 'Pa55')
  expect([secrets.kind, await secrets.get('one')]).toEqual(['session', 'Pa55'])
})

test('a keyring that has changed is said in words, and a secret can be entered again', async () => {
  await openWith(keyring('a')).set('one', 'Pa55')
  const secrets = openWith(keyring('b'))
  await expect(secrets.get('one')).rejects.toThrow('enter the secret again')
  await secrets.set('one', 'new')
  expect(await secrets.get('one')).toBe('new')
})

test('what the system wants encrypted anew is', async () => {
  const safeStorage = keyring()
  const secrets = openWith(safeStorage)
  await secrets.set('one', 'Pa55')
  safeStorage.state.reEncrypt = true
  expect(await secrets.get('one')).toBe('Pa55')
  expect(safeStorage.state.encrypted).toBe(2)
})

test.each(['no JSON', '{"version":2}'])('a damaged file is put aside: %s', async text => {
  writeFileSync(file(), text)
  const secrets = openWith(keyring())
  await secrets.set('one', 'Pa55')
  expect(await secrets.get('one')).toBe('Pa55')
  expect(readFileSync(`${file()}.damaged`, 'utf8')).toBe(text)
})

test('nobody is answered before the app is ready', async () => {
  const ready = Promise.withResolvers<void>()
  const safeStorage = keyring()
  const secrets = createSystemSecrets({ safeStorage, platform: 'linux', ready: ready.promise, file: file() })
  const done = secrets.set('one', 'Pa55')
  await Promise.resolve()
  expect(safeStorage.state.encrypted).toBe(0)
  ready.resolve()
  await done
  expect(safeStorage.state.encrypted).toBe(1)
})
