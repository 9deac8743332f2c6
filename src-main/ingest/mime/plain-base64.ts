import { takePages } from '../../storage/large-memory.ts'

/** Node decodes only text. That of a large body would be as large once more; that of a slice is soon collected. */
const sliceBytes = 64 * 1024
/** From here on a body is large. */
const largeBytes = 256 * 1024

/**
 * Decodes ASCII bytes that have no padding but at their end; what is not of the alphabet does not count. What is large comes in memory
 * of its own, which may be given back (storage/large-memory.ts).
 */
export function decodePlainBase64(body: Buffer): Buffer {
  return (body.length >= largeBytes && decodeByLines(body)) || decodeAtOnce(body)
}

const decodeAtOnce = (body: Buffer): Buffer => Buffer.from(body.toString('latin1'), 'base64')

/** Whole lines of one length, as nearly everybody writes them, are whole groups of four characters; undefined where they are not. */
function decodeByLines(body: Buffer): Buffer | undefined {
  const lineBytes = body.indexOf('\n') + 1
  const characters = body[lineBytes - 2] === 0x0d ? lineBytes - 2 : lineBytes - 1
  if (characters < 4 || characters % 4 !== 0 || lineBytes > sliceBytes) return undefined
  const lines = Math.floor(sliceBytes / lineBytes)
  const decoded = Buffer.from(takePages(Math.ceil((body.length * 3) / 4)).buffer)
  const decode = (slice: Buffer, at: number) => decoded.write(slice.toString('latin1'), at, 'base64')
  let length = 0
  let start = 0
  for (; body.length - start > sliceBytes; start += lines * lineBytes) {
    const slice = body.subarray(start, start + lines * lineBytes)
    const bytes = decode(slice, length)
    // With so many line ends there are no more characters than that, and with fewer there would be fewer bytes.
    if (!endsAllLines(slice, characters, lineBytes) || bytes !== (lines * characters * 3) / 4)
      return undefined
    length += bytes
  }
  return decoded.subarray(0, length + decode(body.subarray(start), length))
}

function endsAllLines(slice: Buffer, characters: number, lineBytes: number): boolean {
  const first = lineBytes - characters === 1 ? 0x0a : 0x0d
  for (let line = 0; line < slice.length; line += lineBytes)
    if (slice[line + characters] !== first || slice[line + lineBytes - 1] !== 0x0a) return false
  return true
}
