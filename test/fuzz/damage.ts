import type { Random } from './target.ts'

/** A list as long as `count` says. */
export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Bits turn over, and pieces go, come twice or change places: what no grammar thinks of. */
export function damageBytes(source: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(source)
  for (let left = 1 + random.below(4); left > 0; left--) bytes = random.pick(ways)(bytes, random)
  return bytes
}

type Way = (bytes: Buffer, random: Random) => Buffer

const ways: Way[] = [
  (bytes, random) => {
    if (bytes.length === 0) return bytes
    const at = random.below(bytes.length)
    bytes[at] = bytes[at]! ^ (1 << random.below(8))
    return bytes
  },
  (bytes, random) => {
    if (bytes.length === 0) return bytes
    bytes[random.below(bytes.length)] = random.pick([
      0,
      1,
      9,
      10,
      13,
      32,
      0x7f,
      0x80,
      0xc3,
      0xff,
      random.below(256),
    ])
    return bytes
  },
  (bytes, random) => {
    const { start, end } = someRange(bytes, random)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)])
  },
  (bytes, random) => {
    const { start, end } = someRange(bytes, random)
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)])
  },
  (bytes, random) => {
    const { start, end } = someRange(bytes, random)
    const at = random.below(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(start, end), bytes.subarray(at)])
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
]

function someRange(bytes: Buffer, random: Random): { start: number; end: number } {
  const start = random.below(bytes.length + 1)
  return { start, end: Math.min(bytes.length, start + 1 + random.below(64)) }
}
