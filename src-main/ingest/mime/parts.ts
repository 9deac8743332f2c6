import { limits } from '../limits.ts'
import { findDelimiter, type Delimiter } from './delimiter.ts'
import { readHead, type HeadField } from './head.ts'
import { readPartHead, type PartHead } from './part-head.ts'

/** A multipart has children; the body of any other part lies between two places in the source. */
export type Part = { head: PartHead; children: Part[]; bodyStart: number; bodyEnd: number }
export type SplitMail = { fields: HeadField[]; root: Part }

type Walk = { raw: Buffer; partsLeft: number; depth: number }
/** A part that was read, and the delimiter that ended it; none ends the mail. */
type ReadPart = Part & { fields: HeadField[]; closedBy: Delimiter | undefined }

/** Splits a mail at its boundaries (RFC 2046, 5.1); nothing when one of them is not in its place. */
export function splitMail(raw: Buffer): SplitMail | undefined {
  const read = readPart({ raw, partsLeft: limits.keptParts, depth: 0 }, 0, undefined)
  return read && { fields: read.fields, root: read }
}

function readPart(walk: Walk, start: number, outer: string | undefined): ReadPart | undefined {
  const block = readHead(walk.raw, start)
  const head = block && readPartHead(block.fields)
  walk.partsLeft -= 1
  if (!block || !head || walk.partsLeft < 0) return undefined
  const { fields, bodyStart } = block
  if (head.boundary === undefined) {
    const end = endOf(walk.raw, bodyStart, outer)
    // Of a body that is a line end alone, readers make an empty line or nothing.
    if (end?.closedBy && end.bodyEnd === bodyStart && end.closedBy.start > bodyStart) return undefined
    return end && { head, fields, children: [], bodyStart, ...end }
  }
  const inside = head.boundary === outer ? undefined : readChildren(walk, bodyStart, head.boundary, outer)
  // What follows the last child is for nobody.
  const end = inside && endOf(walk.raw, inside.next, outer)
  return end && { head, fields, children: inside.children, bodyStart, ...end }
}

function readChildren(
  walk: Walk,
  start: number,
  boundary: string,
  outer: string | undefined,
): { children: Part[]; next: number } | undefined {
  const first = findDelimiter(walk.raw, start, boundary)
  if (!first || first.closes || walk.depth === limits.leanDepth) return undefined
  // The words in front of the first part hold no boundary of the multipart around this one.
  if (outer !== undefined && findDelimiter(walk.raw.subarray(0, first.start), start, outer)) return undefined
  const children: Part[] = []
  walk.depth += 1
  let delimiter = first
  while (!delimiter.closes) {
    const read = readPart(walk, delimiter.next, boundary)
    if (!read?.closedBy) return undefined
    children.push(read)
    delimiter = read.closedBy
  }
  walk.depth -= 1
  return { children, next: delimiter.next }
}

/** The body goes on to the end of the mail, or to the line end that belongs to the delimiter. */
function endOf(raw: Buffer, start: number, outer: string | undefined) {
  if (outer === undefined) return { bodyEnd: raw.length, closedBy: undefined }
  const closedBy = findDelimiter(raw, start, outer)
  if (!closedBy) return undefined
  let bodyEnd = closedBy.start
  if (bodyEnd > start) bodyEnd -= raw[bodyEnd - 2] === 0x0d && bodyEnd - 1 > start ? 2 : 1
  return { bodyEnd, closedBy }
}
