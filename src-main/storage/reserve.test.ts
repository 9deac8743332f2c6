import { existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { run } from '#test/support/run.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { createReserve, reserveBytes, type Reserve } from './reserve.ts'

let file: string
let roomInside: number
let reserve: Reserve
beforeEach(() => {
  const folder = temporaryFolder()
  onTestFinished(() => folder.remove())
  file = join(folder.path, 'mayfly.db')
  writeFileSync(file, '')
  roomInside = 0
  reserve = createReserve({ file, roomInside: () => roomInside })
})

const growTo = (bytes: number): void => truncateSync(file, bytes)
const bytesPutBy = () => (existsSync(`${file}-reserve`) ? statSync(`${file}-reserve`).size : 0)

test('it is put by as soon as the store is as large, and not before', async () => {
  growTo(reserveBytes - 1)
  await reserve.putBy()
  expect([bytesPutBy(), await reserve.giveUp()]).toEqual([0, false])
  growTo(reserveBytes)
  await reserve.putBy()
  expect([bytesPutBy(), reserve.isNeeded()]).toEqual([reserveBytes, false])
})

test('given up, it is for deletions alone, until they have made as much room inside', async () => {
  growTo(reserveBytes)
  await reserve.putBy()
  expect([await reserve.giveUp(), bytesPutBy(), reserve.isNeeded()]).toEqual([true, 0, true])
  roomInside = reserveBytes - 1
  expect(reserve.isNeeded()).toBe(true)
  roomInside = reserveBytes
  expect(reserve.isNeeded()).toBe(false)
})

test('it is put by again when the disk has room', async () => {
  growTo(reserveBytes)
  await reserve.putBy()
  await reserve.giveUp()
  await reserve.putBy()
  expect([bytesPutBy(), reserve.isNeeded()]).toEqual([reserveBytes, false])
})

test('one that was written in part, or of another size, is written anew', async () => {
  growTo(reserveBytes)
  writeFileSync(`${file}-reserve`, 'cut off')
  await reserve.putBy()
  expect(bytesPutBy()).toBe(reserveBytes)
})

test('what lies in its place and cannot be removed is left, without a failure', async () => {
  growTo(reserveBytes)
  mkdirSync(`${file}-reserve`)
  await reserve.putBy()
  expect(statSync(`${file}-reserve`).isDirectory()).toBe(true)
})

test('stopped, it is written to the end, and then no more', async () => {
  growTo(reserveBytes)
  void reserve.putBy()
  await reserve.stop()
  expect(bytesPutBy()).toBe(reserveBytes)
  rmSync(`${file}-reserve`)
  await reserve.putBy()
  expect(bytesPutBy()).toBe(0)
})

test('who starts on a full disk leaves what room there is to deletions, until there is enough', async context => {
  const disk = join(file, '..')
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${2.5 * reserveBytes}`, 'tmpfs', disk))
    return context.skip('needs a disk of its own, which only root can mount')
  onTestFinished(() => void run('umount', '-l', disk))
  const filler = join(disk, 'filler')
  writeFileSync(filler, Buffer.alloc(1.625 * reserveBytes))
  writeFileSync(file, '')
  growTo(reserveBytes)
  await reserve.putBy()
  expect([bytesPutBy(), reserve.isNeeded()]).toEqual([0, true])
  roomInside = reserveBytes
  expect(reserve.isNeeded()).toBe(false)
  roomInside = 0
  rmSync(filler)
  await reserve.putBy()
  expect([bytesPutBy(), reserve.isNeeded()]).toEqual([reserveBytes, false])
})
