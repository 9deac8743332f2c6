import type { HeaderNode, SearchNode, TextNode } from '#shared/search/ast.ts'
import { segmentForIndex } from '#shared/search/segment.ts'
import { hasToken } from './tokens.ts'

/** The FTS5 expression of a tree of text terms, or null when FTS5 alone cannot say it. */
export function ftsExpression(node: SearchNode): string | null {
  if (node.kind === 'text') return textExpression(node)
  if (node.kind === 'or') {
    const sides = node.children.map(ftsExpression)
    return sides.every(side => side !== null) ? ftsOr(sides) : null
  }
  if (node.kind !== 'and') return null
  const { text, rest } = ftsConjunction(node.children)
  return rest.length === 0 ? text : null
}

/**
 * What of these terms, that must all match, goes into one expression, and what does not. FTS5 can only take away
 * from something found, so negated terms go along when there is a positive one.
 */
export function ftsConjunction(
  nodes: readonly SearchNode[],
  alsoWanted: readonly string[] = [],
): { text: string | null; rest: SearchNode[] } {
  const wanted = [...alsoWanted]
  const unwanted: { node: SearchNode; expression: string }[] = []
  const rest: SearchNode[] = []
  for (const node of nodes) {
    const positive = ftsExpression(node)
    const negative = node.kind === 'not' ? ftsExpression(node.child) : null
    if (positive !== null) wanted.push(positive)
    else if (negative !== null) unwanted.push({ node, expression: negative })
    else rest.push(node)
  }
  if (wanted.length === 0) return { text: null, rest: [...unwanted.map(term => term.node), ...rest] }
  if (unwanted.length === 0) return { text: ftsAnd(wanted), rest }
  return { text: `(${ftsAnd(wanted)} NOT ${ftsOr(unwanted.map(term => term.expression))})`, rest }
}

export function ftsOr(expressions: readonly string[]): string {
  return join(expressions, ' OR ')
}

/** Mails that may have the header: the index knows words, not which header they stand in. */
export function headerCandidates(node: HeaderNode): string {
  const name = `headers : ${phrase(node.name)}`
  if (node.value === null || !hasToken(node.value)) return name
  return `(${name} AND headers : ${phrase(node.value)} *)`
}

const columns = {
  any: '{subject sender recipients cc body filename}',
  from: 'sender',
  to: 'recipients',
  cc: 'cc',
  subject: 'subject',
  body: 'body',
  filename: 'filename',
} satisfies Record<TextNode['field'], string>

function textExpression(node: TextNode): string {
  return `${columns[node.field]} : ${phrase(node.text)}${node.prefix || isAddressStart(node) ? ' *' : ''}`
}

/** `from:bill` finds billing@shop.test; a whole address, or one in quotes, is meant as it stands. */
function isAddressStart({ field, quoted, text }: TextNode): boolean {
  const takesAddress = field === 'from' || field === 'to' || field === 'cc'
  return takesAddress && !quoted && !/@[^@]+\.[^@.]+$/.test(text)
}

/** A string in FTS5 ends at a lone quote, and at NUL; neither is in the index. */
function phrase(text: string): string {
  return `"${segmentForIndex(text).replaceAll('\0', ' ').replaceAll('"', '""')}"`
}

function ftsAnd(expressions: readonly string[]): string {
  return join(expressions, ' AND ')
}

function join(expressions: readonly string[], operator: string): string {
  return expressions.length === 1 ? expressions[0]! : `(${expressions.join(operator)})`
}
