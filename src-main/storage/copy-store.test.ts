import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { copyStore } from './copy-store.ts'
import { openWriter } from './open-store.ts'
import { toCopyError } from './store-error.ts'

test('a copy is for its owner alone, and has no password of the relay in it', async () => {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  const [file, target] = [join(folder.path, 'mayfly.db'), join(folder.path, 'copy.db')]
  const store = openWriter(file)
  onTestFinished(() => store.close())
  const relay = { host: 'relay.test', user: 'ada', password: 'very secret' }
  store.run("INSERT INTO settings (key, value) VALUES ('relay', ?)", JSON.stringify(relay))

  await copyStore(file, target, () => {})
  expect(readdirSync(folder.path).filter(name => name.startsWith('copy'))).toEqual(['copy.db'])
  if (process.platform !== 'win32') expect(statSync(target).mode & 0o777).toBe(0o600)
  const bytes = readFileSync(target).toString('latin1')
  expect(bytes).toContain('"user":"ada","password":null')
  expect(bytes).not.toContain('very secret')
})

test.each([
  ['SQLITE_FULL', 'There is not enough room in /away for a copy of the store.'],
  ['ENOSPC', 'There is not enough room in /away for a copy of the store.'],
  ['SQLITE_IOERR_WRITE', 'The copy cannot be written to /away (as said).'],
  ['ENOENT', 'The copy cannot be written to /away (as said).'],
  ['SQLITE_CORRUPT', 'as said'],
])('%s is said in words of the copy', (code, words) => {
  const error = toCopyError(Object.assign(new Error('as said'), { code }), '/away/copy.db')
  expect((error as Error).message).toContain(words)
})
