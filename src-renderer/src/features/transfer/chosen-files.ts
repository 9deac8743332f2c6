import type { NamedFile } from '../../api/upload-files.ts'

/** What archivers and systems put beside the files of a person. */
const isOwn = (path: string): boolean => !/(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/.test(path)

/** The files of a picker; of a folder with their paths in it. */
export function filesOf(list: FileList | null): NamedFile[] {
  return [...(list ?? [])]
    .map(file => ({ path: file.webkitRelativePath || file.name, file }))
    .filter(({ path }) => isOwn(path))
}

/** The files of a drop, those in folders too. Call it at once: a drop is readable during its event only. */
export async function filesOfDrop(transfer: DataTransfer): Promise<NamedFile[]> {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  // A source that is no file system gives files without entries.
  if (entries.length === 0) return filesOf(transfer.files)
  const found = await Promise.all(entries.map(readEntry))
  return found.flat().filter(({ path }) => isOwn(path))
}

async function readEntry(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    return [{ path: entry.fullPath.replace(/^\//, ''), file }]
  }
  const inside: NamedFile[] = []
  for (const child of await readFolder(entry as FileSystemDirectoryEntry))
    inside.push(...(await readEntry(child)))
  return inside
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

/** Browsers give a folder's entries a hundred at a time, until none is left. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}
