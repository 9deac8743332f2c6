import type { HeaderNode, SearchFlag, SearchMoment, SearchNode } from '#shared/search/ast.ts'
import { ftsConjunction, ftsExpression, ftsOr, headerCandidates } from './fts-expression.ts'

/** A condition on `deliveries d` and `contents c`, with the values of its question marks in order. */
export type SqlCondition = { sql: string; params: (string | number)[] }

export function toCondition(node: SearchNode, now: number): SqlCondition {
  switch (node.kind) {
    case 'text':
      return foundBy(ftsExpression(node)!)
    case 'header':
      return headerCondition(node)
    case 'tag':
      return { sql: 'd.seq IN (SELECT seq FROM message_tags WHERE tag = ?)', params: [node.tag] }
    case 'flag':
      return { sql: flagConditions[node.flag], params: [] }
    case 'date':
      return {
        sql: `d.received_at ${node.side === 'before' ? '<' : '>='} ?`,
        params: [msOf(node.moment, now)],
      }
    case 'size':
      return { sql: `d.size_bytes ${node.side === 'larger' ? '>' : '<'} ?`, params: [node.bytes] }
    case 'not':
      return negate(toCondition(node.child, now))
    case 'and':
      return all(node.children, now)
    case 'or':
      return any(node.children, now)
  }
}

/**
 * Unpacks the details of the mail, so it must stand behind the index. They are handed in, because a function called by a
 * query may not query its own connection.
 */
export function headerCheck(node: HeaderNode): SqlCondition {
  const sql = 'header_has((SELECT packed FROM details WHERE content_id = c.id), ?, ?)'
  return { sql, params: [node.name, node.value ?? ''] }
}

const flagConditions = {
  read: 'd.unread = 0',
  unread: 'd.unread = 1',
  pinned: 'd.pinned = 1',
  attachment: 'c.attachment_count > 0',
  code: 'c.code IS NOT NULL',
} satisfies Record<SearchFlag, string>

function foundBy(expression: string): SqlCondition {
  return {
    sql: 'c.id IN (SELECT rowid FROM message_index WHERE message_index MATCH ?)',
    params: [expression],
  }
}

/** CASE, because SQLite may evaluate the sides of an AND in any order. */
function headerCondition(node: HeaderNode): SqlCondition {
  const candidates = foundBy(headerCandidates(node))
  const check = headerCheck(node)
  return {
    sql: `CASE WHEN ${candidates.sql} THEN ${check.sql} ELSE 0 END`,
    params: [...candidates.params, ...check.params],
  }
}

function negate({ sql, params }: SqlCondition): SqlCondition {
  return { sql: `NOT (${sql})`, params }
}

/** The text terms of a group share one look-up in the index. */
function all(children: readonly SearchNode[], now: number): SqlCondition {
  const { text, rest } = ftsConjunction(children)
  const others = rest.map(child => toCondition(child, now))
  return join(text === null ? others : [foundBy(text), ...others], ' AND ')
}

function any(children: readonly SearchNode[], now: number): SqlCondition {
  const texts = children.map(ftsExpression)
  const others = children.filter((_, index) => texts[index] === null).map(child => toCondition(child, now))
  const found = texts.filter(text => text !== null)
  return join(found.length === 0 ? others : [foundBy(ftsOr(found)), ...others], ' OR ')
}

function join(conditions: readonly SqlCondition[], operator: string): SqlCondition {
  return {
    sql: `(${conditions.map(condition => condition.sql).join(operator)})`,
    params: conditions.flatMap(condition => condition.params),
  }
}

function msOf(moment: SearchMoment, now: number): number {
  return moment.kind === 'at' ? moment.ms : now - moment.ms
}
