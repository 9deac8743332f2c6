import type { TextNode } from '#shared/search/ast.ts'

/** What unicode61 makes words of. Everything else only separates words. */
export function hasToken(text: string): boolean {
  return /[\p{L}\p{N}\p{Co}]/u.test(text)
}

/** A dash or an ampersand in a pasted subject: it separates words there, so it asks for nothing here. */
export function isPunctuation(term: TextNode): boolean {
  return term.field === 'any' && !term.quoted && /^[\p{P}\p{Sm}\p{Sc}\p{Sk}]+$/u.test(term.text)
}
