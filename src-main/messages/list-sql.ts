import type { Scope } from '#shared/api/scope.ts'
import type { SqlValue } from '../storage/database.ts'
import type { CompiledSearch } from './search/compile.ts'

/**
 * What a list, a count, a wait or a delete by query is about: a compiled search in one mailbox, or in all that the
 * caller may see.
 */
export type MessageFilter = CompiledSearch & {
  mailboxKey: number | null
  scope: Scope
  /** Only what came later: a seq. */
  after?: number | undefined
}

/** Whether a page of it is read by an index alone, row by row: then it costs the same in a store of any size. */
export function isKeyed({ match, conditions, mailboxKey, scope }: MessageFilter): boolean {
  return match === null && conditions.length === 0 && (mailboxKey !== null || scope.domains === null)
}

/** Newest first, unless asked otherwise. `before` is the last page's smallest seq. */
export type MessagePage = {
  filter: MessageFilter
  before: number | null
  limit: number
  oldestFirst?: boolean
}
type Sql = { sql: string; params: SqlValue[] }

/** Whether it asks for whole mailboxes, accounts or the store: of those the count is known. */
export const hasKeptCount = ({ match, conditions, after }: MessageFilter): boolean =>
  match === null && conditions.length === 0 && after === undefined

/** `d` delivery, `c` content: the names that search conditions use. CROSS JOIN keeps SQLite from turning the order round. */
const searched = 'deliveries d CROSS JOIN contents c ON c.id = d.content_id'
export const rowTables = `${searched} JOIN mailboxes m ON m.key = d.mailbox_key`

export const rowColumns = `d.seq, d.id, d.content_id, m.id AS mailbox_id, m.account_id, m.domain, d.address, d.received_at, d.size_bytes, d.unread, d.pinned,
  c.subject, c.from_name, c.from_address, c.to_json, c.cc_json, c.snippet, c.attachment_count, c.code, c.envelope_json,
  (SELECT json_group_array(tag) FROM message_tags t WHERE t.seq = d.seq) AS tags_json`

/**
 * A page, newest first unless asked otherwise, by keyset: no page is dearer than the first. The `+` hides a value from SQLite's
 * planner, which in a join compiles the statement anew for each value that it could see (decision 0049).
 */
export function listSql(page: MessagePage, columns = rowColumns): Sql {
  const where = join([...conditions(page), match(page)])
  return {
    sql: `SELECT ${columns} FROM ${rowTables} WHERE ${where.sql} ORDER BY d.seq ${page.oldestFirst ? 'ASC' : 'DESC'} LIMIT +?`,
    params: [...where.params, page.limit],
  }
}

/** The seqs alone of a page, newest first: of a list that is no search, from an index without reading a message. */
export function seqsSql(page: MessagePage): Sql {
  const where = join([...conditions(page), match(page)])
  const tables = page.filter.conditions.length > 0 ? searched : 'deliveries d'
  return {
    sql: `SELECT d.seq FROM ${tables} WHERE ${where.sql} ORDER BY d.seq DESC LIMIT +?`,
    params: [...where.params, page.limit],
  }
}

/** How many match, counted up to `limit`. */
export function countSql(filter: MessageFilter, limit: number): Sql {
  const { sql, params } = matchesSql(filter, limit)
  return { sql: `SELECT count(*) AS n FROM (${sql})`, params }
}

/**
 * The seqs of the newest `limit` that match: the newest mail first, as lists are read, so that the pages are at hand, and
 * over with the last that is wanted. Over the whole store the index of the text leads.
 */
export function matchesSql(filter: MessageFilter, limit: number): Sql {
  const where = conditions({ filter, before: null })
  const leads = filter.match !== null && filter.mailboxKey === null
  const asked = join([leads ? matches(filter.match!) : matchAnywhere(filter.match), ...where])
  const newest = leads ? 'message_index.rowid' : 'd.seq'
  const tables = [
    leads ? 'message_index CROSS JOIN deliveries d ON d.content_id = message_index.rowid' : 'deliveries d',
    ...(filter.conditions.length > 0 ? ['contents c ON c.id = d.content_id'] : []),
  ]
  return {
    sql: `SELECT d.seq FROM ${tables.join(' CROSS JOIN ')} WHERE ${asked.sql} ORDER BY ${newest} DESC LIMIT +?`,
    params: [...asked.params, limit],
  }
}

const matches = (expression: string): Sql => ({ sql: 'message_index MATCH ?', params: [expression] })

function conditions({ filter, before }: Pick<MessagePage, 'filter' | 'before'>): Sql[] {
  const all: Sql[] = filter.conditions.map(({ sql, params }) => ({ sql: `(${sql})`, params }))
  if (filter.mailboxKey !== null) all.unshift({ sql: 'd.mailbox_key = +?', params: [filter.mailboxKey] })
  else all.unshift(...scopeConditions(filter))
  if (filter.after !== undefined) all.push({ sql: 'd.seq > +?', params: [filter.after] })
  if (before !== null) all.push({ sql: 'd.seq < +?', params: [before] })
  return all
}

/** Keys of remote accounts are negative. */
const ofThisComputer: Sql = { sql: '+d.account_key > 0', params: [] }

/**
 * Whoever names no account means this computer: a remote one is asked for by its own. The `+` keeps the index of accounts
 * out of a search: there the index of the text leads.
 */
function scopeConditions({ scope, match }: MessageFilter): Sql[] {
  const { accountId, domains } = scope
  if (accountId === null) return [ofThisComputer]
  const column = match === null ? 'd.account_key' : '+d.account_key'
  const all: Sql[] = [{ sql: `${column} = (SELECT key FROM accounts WHERE id = +?)`, params: [accountId] }]
  if (domains === null) return all
  const allowed = scopedMailboxes(scope)
  return [
    ...all,
    { sql: `+d.mailbox_key IN (SELECT key FROM mailboxes WHERE ${allowed.sql})`, params: allowed.params },
  ]
}

/** The condition on the table `mailboxes` that keeps a caller within its scope. */
export function scopedMailboxes({ accountId, domains }: Scope): Sql {
  return join([
    accountId === null ? undefined : { sql: 'account_id = ?', params: [accountId] },
    domains === null
      ? undefined
      : { sql: 'domain IN (SELECT value FROM json_each(?))', params: [JSON.stringify(domains)] },
  ])
}

/** One mailbox is small: its deliveries are looked at in turn. In the whole store the index leads. */
function match(page: MessagePage): Sql | undefined {
  return page.filter.mailboxKey === null ? newestMatches(page) : matchAnywhere(page.filter.match)
}

function matchAnywhere(expression: string | null): Sql | undefined {
  if (expression === null) return undefined
  return {
    sql: '+d.content_id IN (SELECT rowid FROM message_index WHERE message_index MATCH ?)',
    params: [expression],
  }
}

/**
 * FTS5 delivers its newest rows first without sorting, as long as nothing else is asked of the order. Content ids and
 * seqs grow together, so the newest `limit` matching contents hold the newest `limit` matching deliveries.
 */
function newestMatches({ filter, before, limit }: MessagePage): Sql | undefined {
  if (filter.match === null) return undefined
  const within = join(conditions({ filter, before }))
  const fromHere: Sql | undefined =
    before === null
      ? undefined
      : {
          sql: 'message_index.rowid <= (SELECT content_id FROM deliveries WHERE seq < ? ORDER BY seq DESC LIMIT 1)',
          params: [before],
        }
  const wanted = join([matches(filter.match), fromHere])
  return {
    sql: `d.content_id IN (
      SELECT message_index.rowid FROM message_index WHERE ${wanted.sql}
        AND EXISTS (SELECT 1 FROM ${searched} WHERE d.content_id = message_index.rowid AND ${within.sql})
      ORDER BY message_index.rowid DESC LIMIT +?)`,
    params: [...wanted.params, ...within.params, limit],
  }
}

function join(parts: (Sql | undefined)[]): Sql {
  const used = parts.filter(part => part !== undefined)
  return {
    sql: used.map(({ sql }) => sql).join(' AND ') || '1',
    params: used.flatMap(({ params }) => params),
  }
}
