import { isIP } from 'node:net'

type Places = {
  /** Of the person who runs it. */
  home: string
  dataDir: string
}

/**
 * What must not be in a report, wherever it comes from, and what stands in its place. Order matters. Lines of the log are
 * JSON, so a quote in them may have a backslash before it. Each pattern looks at a run of characters from its beginning
 * alone, or no further than some: a report is made beside everything else, and a line may be one long run.
 */
const patterns: [RegExp, string | ((found: string) => string)][] = [
  // Those of files are in stacks, and say where.
  [/\b(?!file:)[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"'<>]+/gi, '<url>'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/g, '$1 <hidden>'],
  [/(cookie\\*["']?\s*[:=]\s*\\*["']?)[^"'\\\n]+/gi, '$1<hidden>'],
  [
    /((?:authorization|password|passwd|passphrase|pass|secret|token|api[-_ ]?key)\\*["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|\\+"[^"]*"?|'[^']*'|[^\s,;&}]+)/gi,
    '$1<hidden>',
  ],
  [/\b(ENOTFOUND|EAI_AGAIN)\s+[\w.-]+/g, '$1 <host>'],
  [/(?<![^\s"'<>:,;()[\]{}\\=])[^\s"'<>:,;()[\]{}\\=]+@[^\s"'<>:,;()[\]{}\\]+/g, '<address>'],
  // Keys, tokens, hashes and ids, ours and those of others.
  [/(?<![\w-])(?=[\w-]*\d)[\w-]{20,}/g, '<id>'],
  // Not the version of a program, which goes on behind it.
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b(?!-)/g, address => (isTelling(address) ? '<ip>' : address)],
  [/(?<![0-9a-f])[0-9a-f]*:[0-9a-f:.]+/gi, address => (isIP(address) === 6 ? '<ip>' : address)],
]

/** Which network somebody is in; that it is this machine says nothing. */
const isTelling = (address: string): boolean => !/^(127|0)\./.test(address)

/** Takes out of a text what belongs to people: their folders, addresses, hosts, keys. */
export function createScrub({ home, dataDir }: Places): (text: string) => string {
  const places = [
    [dataDir, '<data>'],
    [home, '~'],
  ].flatMap(([path, word]) => (path!.length > 1 ? spellings(path!).map(one => [one, word!] as const) : []))
  return text => {
    const placed = places.reduce((rest, [path, word]) => rest.replaceAll(path, word), text)
    // The types know of a text or a function, not of either.
    return patterns.reduce((rest, [pattern, word]) => rest.replace(pattern, word as string), placed)
  }
}

/** Of a folder of Windows: as it is, inside JSON, and in the URL of a file. */
function spellings(path: string): string[] {
  return [JSON.stringify(path).slice(1, -1), path, path.replaceAll('\\', '/')]
}
