import { existsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
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
