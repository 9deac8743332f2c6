import { Transform } from 'node:stream'

/** Lets bytes through and counts them; more than `most` fail with what `tooMany` makes, before they are written anywhere. */
export function createByteCounter(most: number, tooMany: () => Error) {
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > most) done(tooMany())
      else done(null, chunk)
    },
  })
  return { stream, bytes: () => bytes }
}
