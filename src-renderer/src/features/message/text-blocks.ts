import type { Piece } from './highlight-html.ts'

/** A block that is out of sight need not be laid out, so that megabytes of source can be scrolled. */
const blockCharacters = 8_000

/** Puts pieces together to blocks that end at line ends. */
export function textBlocks(pieces: Piece[]): Piece[][] {
  const blocks: Piece[][] = []
  let block: Piece[] = []
  let length = 0
  const push = (kind: Piece['kind'], text: string) => {
    if (text === '') return
    block.push({ kind, text })
    length += text.length
  }
  for (const { kind, text } of pieces) {
    let start = 0
    while (length + text.length - start > blockCharacters) {
      const lineEnd = text.indexOf('\n', start + Math.max(0, blockCharacters - length))
      if (lineEnd < 0) break
      push(kind, text.slice(start, lineEnd + 1))
      blocks.push(block)
      block = []
      length = 0
      start = lineEnd + 1
    }
    push(kind, text.slice(start))
  }
  return block.length > 0 ? [...blocks, block] : blocks
}
