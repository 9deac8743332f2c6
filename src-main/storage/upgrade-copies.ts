import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Db } from './database.ts'

/** Each is as large as the store: enough to get over an upgrade that went wrong and was tried again. */
export const keptCopies = 3

/** A copy of a store from before an upgrade; `version` is that of the store in it. */
export type UpgradeCopy = { path: string; version: number }

/** Copies that upgrades of a store have left, the oldest first. What is not whole yet is none. */
export function upgradeCopies(file: string): UpgradeCopy[] {
  const start = `${basename(file)}.backup-v`
  return readdirSync(dirname(file))
    .filter(name => name.startsWith(start) && numbered.test(name))
    .map(name => join(dirname(file), name))
    .map(path => ({ path, version: Number(numbered.exec(path)![1]), madeAt: statSync(path).mtimeMs }))
    .toSorted((one, other) => one.madeAt - other.madeAt || one.path.localeCompare(other.path))
}

/**
 * Copies a store beside itself, and lets go of the oldest copies. The copy gets its name when it is whole: a process that is killed
 * meanwhile leaves nothing that looks like one. Copies of earlier attempts are not written over.
 */
export function copyBeforeUpgrade(db: Db, file: string, version: number): void {
  const target = `${file}.backup-v${version}`
  const taken = new Set(upgradeCopies(file).map(({ path }) => path))
  let name = target
  for (let copy = 2; taken.has(name); copy++) name = `${target}-${copy}`
  const part = `${target}.part`
  rmSync(part, { force: true })
  // Made first: SQLite would make it readable for all.
  writeFileSync(part, '', { mode: 0o600, flag: 'wx' })
  db.run('VACUUM INTO ?', part)
  renameSync(part, name)
  const older = upgradeCopies(file).filter(({ path }) => path !== name)
  for (const { path } of older.slice(0, Math.max(0, older.length + 1 - keptCopies))) rmSync(path)
}

const numbered = /\.backup-v(\d+)(-\d+)?$/
