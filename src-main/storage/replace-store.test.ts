import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { openDatabase } from './database.ts'
import { putBack, replaceStore } from './replace-store.ts'

function makeFolder() {
  const folder = temporaryFolder()
  onTestFinished(folder.remove)
  const at = (name: string) => join(folder.path, name)
  const db = openDatabase(at('mayfly.db'))
  db.exec('CREATE TABLE a (b)')
  db.close()
  const old = readFileSync(at('mayfly.db'))
  return { file: at('mayfly.db'), by: at('by.db'), aside: at('aside.db'), old }
}

test('what is replaced lies aside, and comes back under one name alone', () => {
  const { file, by, aside, old } = makeFolder()
  writeFileSync(by, 'the new one')
  replaceStore(file, { by, aside })
  expect([readFileSync(file, 'utf8'), readFileSync(aside)]).toEqual(['the new one', old])
  putBack(file, aside)
  expect([readFileSync(file), existsSync(aside)]).toEqual([old, false])
})

test('a replacement that fails leaves no second name of the store', () => {
  const { file, by, aside, old } = makeFolder()
  expect(() => replaceStore(file, { by, aside })).toThrow('ENOENT')
  expect([readFileSync(file), existsSync(aside)]).toEqual([old, false])
})
