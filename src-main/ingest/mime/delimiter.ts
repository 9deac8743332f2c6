import { lineEndAt } from './head.ts'

/** A line of two dashes and the boundary; the last one has two more dashes. */
export type Delimiter = { start: number; next: number; closes: boolean }

/** The next delimiter at or behind `from`; nothing when there is none, or one that another reader could see otherwise. */
export function findDelimiter(raw: Buffer, from: number, boundary: string): Delimiter | undefined {
  const dashed = `--${boundary}`
  for (let start = raw.indexOf(dashed, from); start >= 0; start = raw.indexOf(dashed, start + 1)) {
    const before = raw[start - 1]
    if (before === 0x0d) return undefined
    if (before !== 0x0a) continue
    const end = start + dashed.length
    const closes = raw[end] === 0x2d && raw[end + 1] === 0x2d
    const behind = closes ? end + 2 : end
    const lineEnd = lineEndAt(raw, behind)
    if (lineEnd > 0 || (closes && behind === raw.length)) return { start, next: behind + lineEnd, closes }
    // Only a longer word that begins like the boundary is certain to be none.
    if (behind >= raw.length - 2 || raw[behind] === 0x0d) return undefined
  }
  return undefined
}
