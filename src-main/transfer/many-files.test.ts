import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { temporaryFolder } from '#test/support/start-app.ts'
import { zipOfOne } from '#test/support/zip-of-one.ts'
import { importLimits } from './limits.ts'
import { openZip } from './open-zip.ts'
import { roomForFile } from './uploads.ts'

const [below, at, above] = edge(importLimits.files)

test('a zip may have so many files; of one more nothing is read', async () => {
  const folder = temporaryFolder()
  const firstOf = async (count: number) => {
    const path = join(folder.path, `${count}.zip`)
    writeFileSync(path, zipOfOne(count))
    for await (const { name } of openZip(path)) return name
    return undefined
  }
  expect([await firstOf(below), await firstOf(at)]).toEqual(['a', 'a'])
  await expect(firstOf(above)).rejects.toThrow(`It has ${above} files; at most ${at} are taken.`)
  folder.remove()
})

test('so many files may be sent at once, and not one more', () => {
  for (const count of [below, at]) expect(() => roomForFile(count)).not.toThrow()
  expect(() => roomForFile(above)).toThrow(`At most ${at} files are taken at once.`)
})
