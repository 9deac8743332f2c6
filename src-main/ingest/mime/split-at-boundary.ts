type Range = { start: number; end: number }

/** The pieces between the lines that are the boundary, at most so many; closed when the last line is there too. */
export function splitAtBoundary(
  raw: Buffer,
  { bodyStart, bodyEnd }: { bodyStart: number; bodyEnd: number },
  boundary: string,
  maxPieces: number,
): { pieces: Range[]; isClosed: boolean } {
  const dashed = Buffer.from(`--${boundary}`, 'latin1')
  const pieces: Range[] = []
  let start = -1
  for (let at = raw.indexOf(dashed, bodyStart); at >= 0 && at < bodyEnd; at = raw.indexOf(dashed, at + 1)) {
    const line = delimiterLine(raw, { at, end: at + dashed.length, bodyStart })
    if (!line) continue
    if (start >= 0) pieces.push({ start, end: Math.max(start, lineEndBefore(raw, at)) })
    if (line.closes) return { pieces, isClosed: true }
    if (pieces.length >= maxPieces) return { pieces, isClosed: false }
    start = Math.min(line.next, bodyEnd)
    at = Math.max(at, line.next - 2)
  }
  if (start >= 0) pieces.push({ start, end: bodyEnd })
  return { pieces, isClosed: false }
}

/** Only white space may follow a boundary in its line. */
function delimiterLine(raw: Buffer, place: { at: number; end: number; bodyStart: number }) {
  const { at, end, bodyStart } = place
  if (at > bodyStart && raw[at - 1] !== 0x0a) return undefined
  const closes = raw[end] === 0x2d && raw[end + 1] === 0x2d
  let next = closes ? end + 2 : end
  while (raw[next] === 0x20 || raw[next] === 0x09 || raw[next] === 0x0d) next += 1
  if (next < raw.length && raw[next] !== 0x0a) return undefined
  return { closes, next: next + 1 }
}

/** The line end in front of a boundary belongs to it. */
function lineEndBefore(raw: Buffer, at: number): number {
  if (raw[at - 1] !== 0x0a) return at
  return raw[at - 2] === 0x0d ? at - 2 : at - 1
}
