/**
 * The pixels that a picture says it has, which is what a browser makes room for before it has read any further: a few
 * kilobytes can claim gigabytes. Of a file with several pictures the largest counts. Null for what is none that is known here.
 */
export function pixelsOf(bytes: Buffer): number | null {
  for (const { isIt, pixels } of formats) {
    if (!isIt(bytes)) continue
    try {
      return pixels(bytes)
    } catch {
      return null // cut short: there is no picture either
    }
  }
  return null
}

type Format = { isIt: (bytes: Buffer) => boolean; pixels: (bytes: Buffer) => number | null }

const startsWith =
  (start: string, at = 0) =>
  (bytes: Buffer) =>
    bytes.toString('latin1', at, at + start.length) === start

const formats: Format[] = [
  { isIt: startsWith('\x89PNG\r\n\x1a\n'), pixels: png => png.readUInt32BE(16) * png.readUInt32BE(20) },
  { isIt: startsWith('GIF8'), pixels: gif => gif.readUInt16LE(6) * gif.readUInt16LE(8) },
  { isIt: startsWith('\xff\xd8'), pixels: pixelsOfJpeg },
  { isIt: startsWith('WEBP', 8), pixels: pixelsOfWebp },
  { isIt: startsWith('BM'), pixels: bmp => pixelsOfDib(bmp.subarray(14)) },
  { isIt: startsWith('\0\0\x01\0'), pixels: pixelsOfIcon },
  { isIt: startsWith('ftyp', 4), pixels: pixelsOfAvif },
]

/** Segments until the one that begins a frame (ITU T.81, B.2.2). */
function pixelsOfJpeg(bytes: Buffer): number | null {
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
    // A marker may be filled up from the front.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}

/** RFC 9649: extended, lossless and lossy. */
function pixelsOfWebp(bytes: Buffer): number | null {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') return (bytes.readUIntLE(24, 3) + 1) * (bytes.readUIntLE(27, 3) + 1)
  if (kind === 'VP8L') {
    const sizes = bytes.readUInt32LE(21)
    return ((sizes & 0x3fff) + 1) * (((sizes >> 14) & 0x3fff) + 1)
  }
  return kind === 'VP8 ' ? (bytes.readUInt16LE(26) & 0x3fff) * (bytes.readUInt16LE(28) & 0x3fff) : null
}

/** The header of a bitmap; the oldest one has small numbers, and a negative height turns it over. */
function pixelsOfDib(bytes: Buffer): number {
  if (bytes.readUInt32LE(0) === 12) return bytes.readUInt16LE(4) * bytes.readUInt16LE(6)
  return Math.abs(bytes.readInt32LE(4)) * Math.abs(bytes.readInt32LE(8))
}

/** Each is a PNG or a bitmap of its own, whatever the list in front says of it. */
function pixelsOfIcon(bytes: Buffer): number | null {
  const count = Math.min(bytes.readUInt16LE(4), 100)
  const sizes = Array.from({ length: count }, (_, index) => {
    const picture = bytes.subarray(bytes.readUInt32LE(6 + index * 16 + 12))
    return startsWith('\x89PNG')(picture) ? pixelsOf(picture) : pixelsOfDib(picture)
  })
  return sizes.length === 0 ? null : Math.max(...sizes.map(Number))
}

/** Every picture in it has its size in a box of that name (ISO 23008-12). */
function pixelsOfAvif(bytes: Buffer): number | null {
  let largest: number | null = null
  const head = bytes.subarray(0, avifHeadBytes)
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4))
    largest = Math.max(largest ?? 0, head.readUInt32BE(at + 8) * head.readUInt32BE(at + 12))
  return largest
}

/** The boxes stand in front of the pictures. */
const avifHeadBytes = 64 * 1024
