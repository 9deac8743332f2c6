import { importLimits as limits } from './limits.ts'

/** Adds up what comes out of a zip. Entries may share bytes, so what counts is all of it against the file. Throws beyond that. */
export function createUnpackCounter(
  fileBytes: number,
  refusal: (why: string) => Error,
): (bytes: number) => void {
  const most = Math.min(
    limits.unpackedBytes,
    Math.max(limits.unpackFreeBytes, fileBytes * limits.unpackRatio),
  )
  let unpacked = 0
  return bytes => {
    unpacked += bytes
    if (unpacked <= most) return
    throw refusal(
      `It unpacks to more than ${most} bytes, over ${limits.unpackRatio} times its size or more than is taken: no archive of mail does.`,
    )
  }
}
