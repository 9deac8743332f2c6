import type { SearchMoment } from './ast.ts'

/** A day (its start), a timestamp, or a span back from now. Without an offset, times are UTC. */
export function parseMoment(text: string): SearchMoment | undefined {
  return parseAgo(text) ?? parseTimestamp(text)
}

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000 }

function parseAgo(text: string): SearchMoment | undefined {
  const found = /^(\d{1,5})([dhm])$/i.exec(text)
  if (!found) return undefined
  // The expression lets no other letter through.
  const unit = found[2]!.toLowerCase() as keyof typeof unitMs
  return { kind: 'ago', ms: Number(found[1]) * unitMs[unit] }
}

const timestamp =
  /^(\d{4})-(\d\d)-(\d\d)(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/i

function parseTimestamp(text: string): SearchMoment | undefined {
  const found = timestamp.exec(text)
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(part => Number(part ?? 0))
  const dayMs = Date.UTC(year!, month! - 1, day)
  // Date.UTC turns the 30th of February into March: what comes out must be what went in.
  if (new Date(dayMs).toISOString().slice(0, 10) !== text.slice(0, 10)) return undefined
  const ms = dayMs + hour! * unitMs.h + minute! * unitMs.m + second! * 1000 + milliseconds(found[7])
  return { kind: 'at', ms: ms - offsetMs(found[8]) }
}

function milliseconds(fraction = '0'): number {
  return Number(fraction.slice(0, 3).padEnd(3, '0'))
}

function offsetMs(offset = 'Z'): number {
  if (/^z$/i.test(offset)) return 0
  const ms = Number(offset.slice(1, 3)) * unitMs.h + Number(offset.slice(4)) * unitMs.m
  return offset.startsWith('-') ? -ms : ms
}
