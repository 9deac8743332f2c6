export type Piece = { kind: 'text' | 'comment' | 'tag' | 'name' | 'value'; text: string }

/** Behind this the source is shown without colours: each coloured piece is an element of its own. */
const colouredCharacters = 150_000

/** A comment or declaration; or a tag, with quoted values that may hold a `>`. */
const markup = /<!--[\s\S]*?-->|<![^>]*>|<\/?[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi
/** The parts of a tag: its name with the bracket, attributes' names, their values. */
const insideTag = /<\/?[^\s/>]+|[^\s"'>/=]+(?=\s*=)|"[^"]*"|'[^']*'|[^\s"'=<>]+|[\s=/>]+/g

/** Cuts HTML into pieces to be coloured. Joined, they are the source again. */
export function highlightHtml(source: string): Piece[] {
  const coloured = source.slice(0, colouredCharacters)
  const pieces: Piece[] = []
  let end = 0
  for (const match of coloured.matchAll(markup)) {
    add(pieces, 'text', coloured.slice(end, match.index))
    if (match[0].startsWith('<!')) add(pieces, 'comment', match[0])
    else for (const part of match[0].match(insideTag) ?? []) add(pieces, kindOf(part), part)
    end = match.index + match[0].length
  }
  add(pieces, 'text', source.slice(end))
  return pieces
}

function kindOf(part: string): Piece['kind'] {
  if (part.startsWith('<') || part.endsWith('>')) return 'tag'
  if (/^["']/.test(part)) return 'value'
  return /^[\s=/]+$/.test(part) ? 'text' : 'name'
}

function add(pieces: Piece[], kind: Piece['kind'], text: string): void {
  if (text !== '') pieces.push({ kind, text })
}
