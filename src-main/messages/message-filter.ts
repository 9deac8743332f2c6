import { AppError } from '#shared/api/errors.ts'
import type { SearchNode } from '#shared/search/ast.ts'
import { parseSearch } from '#shared/search/parse.ts'
import type { MessageFilter } from './list-sql.ts'
import { compileSearch } from './search/compile.ts'

/** The filters of a request, as the contract names them. */
export type AskedFilters = {
  q?: string | undefined
  from?: string | undefined
  subject?: string | undefined
  unread?: boolean | undefined
  hasAttachment?: boolean | undefined
  after?: number | undefined
  since?: string | undefined
}

/** Turns a request's filters into what the repository understands. A faulty search is 400 with its position. */
export function toMessageFilter(
  asked: AskedFilters,
  within: Pick<MessageFilter, 'mailboxKey' | 'scope'>,
  now: number,
): MessageFilter {
  const { match, conditions } = compileSearch(searchNode(asked), now)
  const filter: MessageFilter = { match, conditions: [...conditions], ...within, after: asked.after }
  const add = (sql: string, ...params: (string | number)[]) => filter.conditions.push({ sql, params })
  if (asked.unread !== undefined) add('d.unread = ?', asked.unread ? 1 : 0)
  if (asked.hasAttachment !== undefined)
    add(asked.hasAttachment ? 'c.attachment_count > 0' : 'c.attachment_count = 0')
  if (asked.since !== undefined) add('d.received_at >= ?', Date.parse(asked.since))
  return filter
}

/** Throws for a faulty search, as `toMessageFilter` does. */
export function checkSearch(asked: AskedFilters): void {
  searchNode(asked)
}

/** `from` and `subject` of a wait are the search's own `from:` and `subject:` with the text as a phrase. */
function searchNode({ q, from, subject }: AskedFilters): SearchNode | null {
  const phrase = (field: string, text: string) => `${field}:"${text.replaceAll('"', ' ')}"`
  const texts = [
    q ?? '',
    from === undefined ? '' : phrase('from', from),
    subject === undefined ? '' : phrase('subject', subject),
  ]
  const nodes = texts.map(parse).filter(node => node !== null)
  if (nodes.length < 2) return nodes[0] ?? null
  return { kind: 'and', children: nodes, position: 0, length: q?.length ?? 0 }
}

function parse(q: string): SearchNode | null {
  const result = parseSearch(q)
  if (result.ok) return result.query
  const { message, position, length } = result.error
  throw new AppError('bad_request', `The search has a fault at position ${position}: ${message}`, {
    details: [{ field: 'q', position, length, message }],
  })
}
