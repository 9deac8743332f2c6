import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRotatingFile } from './rotating-file.ts'

let folder: string
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'mayfly-log-')), 'logs')))
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('lines go on where the last run ended, for this user only', () => {
  for (const line of ['one\n', 'two\n']) {
    const file = openRotatingFile({ folder })
    file.write(line)
    file.close()
  }
  expect(read('mayfly.log')).toBe('one\ntwo\n')
  expect(statSync(join(folder, 'mayfly.log')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a full file makes room for a new one, the oldest goes, and no line is parted', () => {
  const file = openRotatingFile({ folder, maxBytes: 10, maxOld: 2 })
  for (let n = 0; n < 10; n++) file.write(`line ${n}\n`)
  file.write(`${'x'.repeat(50)}\n`)
  file.write('last\n')
  file.close()
  expect(readdirSync(folder).toSorted()).toEqual(['mayfly.1.log', 'mayfly.2.log', 'mayfly.log'])
  expect([read('mayfly.log'), read('mayfly.1.log'), read('mayfly.2.log')]).toEqual([
    'last\n',
    `${'x'.repeat(50)}\n`,
    'line 9\n',
  ])
})

test('exactly full is not too full', () => {
  const file = openRotatingFile({ folder, maxBytes: 10, maxOld: 2 })
  file.write('12345')
  file.write('67890')
  expect(existsSync(join(folder, 'mayfly.1.log'))).toBe(false)
  file.write('1')
  expect([read('mayfly.log'), read('mayfly.1.log')]).toEqual(['1', '1234567890'])
  file.close()
})

test('what cannot be written stops nobody, and is tried again with the next line', () => {
  writeFileSync(folder, 'a file where the folder should be')
  const file = openRotatingFile({ folder })
  file.write('lost\n')
  rmSync(folder)
  file.write('kept\n')
  expect(read('mayfly.log')).toBe('kept\n')
  file.close()
})

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is no reason to fail', () => {
  const file = openRotatingFile({ folder })
  file.write('one\n')
  file.close()
  chmodSync(folder, 0o500)
  openRotatingFile({ folder, maxBytes: 1 }).write('two\n')
  chmodSync(folder, 0o700)
})

test.runIf(existsSync('/dev/full'))('while the disk is full no line leaves a file open', () => {
  mkdirSync(folder)
  symlinkSync('/dev/full', join(folder, 'mayfly.log'))
  const file = openRotatingFile({ folder })
  const openFiles = () => readdirSync('/proc/self/fd').length
  file.write('lost\n')
  const before = openFiles()
  for (let n = 0; n < 20; n++) file.write('lost\n')
  expect(openFiles()).toBe(before)
})
