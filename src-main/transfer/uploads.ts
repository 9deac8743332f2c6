import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { v7 as uuidv7 } from 'uuid'
import { AppError } from '#shared/api/errors.ts'
import { createByteCounter } from '../storage/count-bytes.ts'
import type { UploadedFile } from './find-mails.ts'
import { importLimits as limits } from './limits.ts'

export type Upload = {
  files: readonly UploadedFile[]
  /** Writes a file down as it comes. */
  add: (name: string, content: Readable) => Promise<void>
  /** Takes everything from the disk again. */
  remove: () => Promise<void>
}

export type Uploads = ReturnType<typeof createUploads>

/** Files that were sent lie in a folder of their own until they are read: they can be larger than memory. */
export function createUploads({ folder }: { folder: string }) {
  return {
    open(): Upload {
      const place = join(folder, uuidv7())
      const files: UploadedFile[] = []
      let bytes = 0
      return {
        files,
        async add(name, content) {
          roomForFile(files.length + 1)
          const file = {
            name: name.replace(/\p{Cc}/gu, '').slice(0, 500),
            path: join(place, String(files.length)),
            bytes: 0,
          }
          files.push(file)
          await mkdir(place, { recursive: true, mode: 0o700 })
          const counted = createByteCounter(limits.uploadBytes - bytes, tooLargeAtOnce)
          await pipeline(content, counted.stream, createWriteStream(file.path, { mode: 0o600 }))
          file.bytes = counted.bytes()
          bytes += file.bytes
        },
        remove: () => rm(place, { recursive: true, force: true }),
      }
    },
    /** What a process that was killed has left. */
    clear: (): Promise<void> => rm(folder, { recursive: true, force: true }),
  }
}

/** Throws when that many files are too many. */
export function roomForFile(count: number): void {
  if (count > limits.files) throw tooLarge(`At most ${limits.files} files are taken at once.`)
}

const tooLarge = (why: string) => new AppError('payload_too_large', `${why} Import them in several goes.`)
const tooLargeAtOnce = () => tooLarge(`At most ${limits.uploadBytes} bytes are taken at once.`)
