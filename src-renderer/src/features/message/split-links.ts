export type TextPiece = { text: string; isLink: boolean }

/** A trailing full stop, comma or bracket belongs to the sentence, not to the address. */
const linkPattern = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'’]/g
/** Each link is an element of its own; a mail of thousands is shown as plain text after these. */
const maxLinks = 300

/** Cuts a text where its web addresses begin and end. */
export function splitLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(linkPattern)) {
    if (pieces.length >= maxLinks * 2) break
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isLink: false })
    pieces.push({ text: match[0], isLink: true })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isLink: false })
  return pieces
}
