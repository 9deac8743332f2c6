type Range = { start: number; end: number }

/** The pieces between the lines that are the boundary, at most so many; closed when the last line is there too. */
export function splitAtBoundary(
  raw: Buffer,
  { bodyStart, bodyEnd }: { bodyStart: number; bodyEnd: number },
  boundary: string,
  maxPieces: number,
): { pieces: Range[]; isClosed: boolean } {
  const body = raw.subarray(0, bodyEnd)
  // With the line end in front no two finds overlap, and a long boundary is not compared at every place of a long line.
  const dashed = Buffer.from(`\n--${boundary}`, 'latin1')
  const pieces: Range[] = []
  let start = -1
  for (
    let at = body.indexOf(dashed, Math.max(0, bodyStart - 1));
    at >= 0;
    at = body.indexOf(dashed, at + 1)
  ) {
    const line = delimiterLine(body, at + dashed.length)
    if (!line) continue
    if (start >= 0) pieces.push({ start, end: Math.max(start, lineEndBefore(body, at + 1)) })
    if (line.closes) return { pieces, isClosed: true }
    if (pieces.length >= maxPieces) return { pieces, isClosed: false }
    start = Math.min(line.next, bodyEnd)
    at = Math.max(at, line.next - 2)
  }
  if (start >= 0) pieces.push({ start, end: bodyEnd })
  return { pieces, isClosed: false }
}

/** Only white space may follow a boundary in its line. */
function delimiterLine(body: Buffer, end: number) {
  const closes = body[end] === 0x2d && body[end + 1] === 0x2d
  let next = closes ? end + 2 : end
  while (body[next] === 0x20 || body[next] === 0x09 || body[next] === 0x0d) next += 1
  if (next < body.length && body[next] !== 0x0a) return undefined
  return { closes, next: next + 1 }
}

/** The line end in front of a boundary belongs to it. */
function lineEndBefore(raw: Buffer, at: number): number {
  if (raw[at - 1] !== 0x0a) return at
  return raw[at - 2] === 0x0d ? at - 2 : at - 1
}
