import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEnvironmentSecrets } from './environment-secrets.ts'
import { openFileSecrets, SecretFileError } from './file-secrets.ts'
import { createSessionSecrets } from './session-secrets.ts'

const passphrase = 'correct horse battery'
const secret = 'mmak_ABCDEFGH'
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mayfly-secrets-'))
  file = join(folder, 'secrets.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe.each([
  ['session', () => Promise.resolve(createSessionSecrets())],
  ['file', () => openFileSecrets({ file, passphrase })],
] as const)('a store of kind %s', (kind, openStore) => {
  test('gives back what was set, and nothing once it was removed', async () => {
    const store = await openStore()
    expect(store).toMatchObject({ kind, readOnly: false })
    await store.set('one', secret)
    await store.set('one', 'another')
    await store.set('__proto__', 'polite')
    expect(await store.get('one')).toBe('another')
    expect(await store.get('toString')).toBeUndefined()
    await store.remove('one')
    await store.remove('never there')
    expect(await store.get('one')).toBeUndefined()
  })
})

describe('the encrypted file', () => {
  test('is there after a restart, for this user alone, without the secret in it', async () => {
    const store = await openFileSecrets({ file, passphrase })
    expect(existsSync(file)).toBe(false)
    await Promise.all([store.set('one', secret), store.set('two', 'B'), store.remove('two')])
    const again = await openFileSecrets({ file, passphrase })
    expect(await again.get('one')).toBe(secret)
    expect(await again.get('two')).toBeUndefined()
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(secret)
    expect(text).not.toContain('one')
    expect(existsSync(`${file}.new`)).toBe(false)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('opens for no other passphrase, nor when one byte was changed, nor when it is something else', async () => {
    await (await openFileSecrets({ file, passphrase })).set('one', secret)
    await expect(openFileSecrets({ file, passphrase: 'wrong' })).rejects.toThrow(/passphrase does not open/)
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { box: { data: string } }
    const first = kept.box.data[0] === 'A' ? 'B' : 'A'
    writeFileSync(
      file,
      JSON.stringify({ ...kept, box: { ...kept.box, data: first + kept.box.data.slice(1) } }),
    )
    await expect(openFileSecrets({ file, passphrase })).rejects.toThrow(SecretFileError)
    writeFileSync(file, '{}')
    await expect(openFileSecrets({ file, passphrase })).rejects.toThrow(/is damaged/)
  })
})

test('variables are read and never written', async () => {
  const store = createEnvironmentSecrets({ MAYFLY_REMOTE_KEY_QA_TEAM: secret, MAYFLY_REMOTE_KEY_EMPTY: '' })
  expect(store).toMatchObject({ kind: 'environment', readOnly: true })
  expect(await store.get('remote key QA-team')).toBe(secret)
  expect(await store.get('remote key empty')).toBeUndefined()
  await expect(store.set('remote key x', 'y')).rejects.toThrow('MAYFLY_REMOTE_KEY_X is set outside of Mayfly')
  await expect(store.remove('remote key x')).rejects.toThrow(/change it there/)
})
