import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes JSON that only this user may read. Whoever looks, or the power failing, finds the old file or the new one, whole. */
export async function replaceFile(file: string, contents: object): Promise<void> {
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o600)
  try {
    await handle.chmod(0o600) // one that was left behind keeps the mode it had
    await handle.writeFile(`${JSON.stringify(contents)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

/** Windows has no such thing, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
