import type { FoundLink } from '#shared/api/message-shapes.ts'

/**
 * What a link is called, and what is said of it below. An anchor goes by its words. `isBare`: one that is only written out
 * goes by its address, since what stands before it is half a sentence.
 */
export function linkLines({ text }: FoundLink, address: string, isBare: boolean): [string, ...string[]] {
  const words = text.trim()
  if (words === '') return [address]
  return isBare ? [address, words] : [words, address]
}
