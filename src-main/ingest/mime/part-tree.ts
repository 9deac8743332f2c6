import type { HeaderField } from '#shared/api/message-shapes.ts'
import type { PartProblem } from '#shared/api/message-parts.ts'
import { limits } from '../limits.ts'
import { readHeaderFields } from '../read-headers.ts'
import { readHeadLines, readLooseHead, type LooseHead } from './loose-head.ts'
import { splitAtBoundary } from './split-at-boundary.ts'

/** A part as found in the source, however badly the mail is written. */
export type FoundPart = LooseHead & {
  path: string
  depth: number
  headers: HeaderField[]
  bodyStart: number
  bodyEnd: number
  problems: PartProblem[]
}

/** A part lies between two places of the source; its path depends on what it turns out to be. */
type Place = { start: number; end: number; path: (isMultipart: boolean) => string; depth: number }
type Walk = { raw: Buffer; found: FoundPart[] }

/** Header fields of one part that are told; those of the mail itself are all in its detail. */
const maxFields = 100

/**
 * Every part of a mail, in order, with what is wrong with it. Unlike the readers that mail comes in by, this one
 * declines nothing: it shows what is there.
 */
export function readPartTree(raw: Buffer): FoundPart[] {
  const walk: Walk = { raw, found: [] }
  readMessage(walk, { start: 0, end: raw.length, prefix: '', depth: 0 })
  return walk.found
}

type Message = { start: number; end: number; prefix: string; depth: number }

/** The whole of a mail: one that is a multipart has no number of its own, since its parts begin with 1. */
function readMessage(walk: Walk, { start, end, prefix, depth }: Message): void {
  const path = (isMultipart: boolean) => `${prefix}${isMultipart ? 0 : 1}`
  readPart(walk, { start, end, path, depth })
}

function readPart(walk: Walk, { start, end, path, depth }: Place): void {
  const { lines, bodyStart } = readHeadLines(walk.raw, start, end)
  const head = readLooseHead(lines)
  const part: FoundPart = {
    ...head,
    path: path(isMultipart(head)),
    depth,
    headers: readHeaderFields(lines).slice(0, maxFields),
    bodyStart,
    bodyEnd: end,
    problems: [...head.problems],
  }
  walk.found.push(part)
  if (isMultipart(head)) readChildren(walk, part)
  else if (isPlainMessage(head) && !isTooDeep(part))
    readMessage(walk, { start: bodyStart, end, prefix: `${part.path}.`, depth: depth + 1 })
}

function readChildren(walk: Walk, part: FoundPart): void {
  if (part.boundary === null) return void part.problems.push('no_boundary')
  if (isTooDeep(part)) return
  const { pieces, isClosed } = splitAtBoundary(walk.raw, part, part.boundary, limits.keptParts)
  if (pieces.length === 0) part.problems.push('boundary_missing')
  else if (!isClosed) part.problems.push('not_closed')
  const prefix = isWhole(part.path) ? part.path.slice(0, -1) : `${part.path}.`
  for (const [index, piece] of pieces.entries()) {
    if (walk.found.length >= limits.keptParts) return void part.problems.push('too_many')
    readPart(walk, { ...piece, path: () => `${prefix}${index + 1}`, depth: part.depth + 1 })
  }
}

/** `0`, or `2.0`: not a tenth part. */
const isWhole = (path: string): boolean => path === '0' || path.endsWith('.0')

const isMultipart = ({ contentType }: LooseHead): boolean => contentType.startsWith('multipart/')

/** A mail inside a mail must not be encoded (RFC 2046, 5.2.1); what is all the same is left as it is. */
const isPlainMessage = ({ contentType, encoding }: LooseHead): boolean =>
  contentType === 'message/rfc822' && !/^(base64|quoted-printable)$/.test(encoding ?? '')

function isTooDeep(part: FoundPart): boolean {
  if (part.depth < limits.leanDepth) return false
  part.problems.push('too_deep')
  return true
}
