import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Item, NativeImage } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { createDragOut } from './drag-out.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => void (folder = temporaryFolder()))
afterEach(() => folder.remove())

function open(bytes = 1) {
  const dragged: Item[] = []
  const dragOut = createDragOut({
    folder: join(folder.path, 'dragged'),
    read: async ({ messageId }) => ({ name: 'same.eml', content: Buffer.alloc(bytes, messageId) }),
    icon: () => ({}) as NativeImage, // only handed on
  })
  const drag = (...ids: string[]) =>
    dragOut.drag(
      ids.map(messageId => ({ messageId })),
      { startDrag: item => dragged.push(item) },
    )
  return { dragOut, dragged, drag }
}

test('several are files of their own, in a folder for each drag', async () => {
  const { dragged, drag } = open()
  await drag('a', 'b')
  await drag('c')
  const [first, second] = dragged
  expect(first!.files!.map(file => basename(file))).toEqual(['same.eml', 'same (2).eml'])
  expect(first!.files!.map(file => readFileSync(file, 'utf8'))).toEqual(['a', 'b'])
  expect(readFileSync(second!.file, 'utf8')).toBe('c')
})

test('more than can be written while somebody holds a button is refused', async () => {
  const { dragged, drag } = open(110 * 1024 * 1024)
  await expect(drag('a', 'b')).rejects.toMatchObject({ code: 'payload_too_large' })
  expect(dragged).toEqual([])
})

test('nothing stays', async () => {
  const { dragOut, drag } = open()
  await drag('a')
  expect(readdirSync(join(folder.path, 'dragged'))).toHaveLength(1)
  await dragOut.clear()
  expect(existsSync(join(folder.path, 'dragged'))).toBe(false)
})
