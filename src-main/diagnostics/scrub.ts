import { isIP } from 'node:net'

type Places = {
  /** Of the person who runs it. */
  home: string
  dataDir: string
}

/** What must not be in a report, wherever it comes from, and what stands in its place. Order matters. */
const patterns: [RegExp, string | ((found: string) => string)][] = [
  // Those of files are in stacks, and say where.
  [/\b(?!file:)[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]+/gi, '<url>'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/g, '$1 <hidden>'],
  [
    /(["']?(?:authorization|cookie|password|pass|secret|token)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi,
    '$1<hidden>',
  ],
  [/[^\s"'<>:,;()[\]{}\\=]+@[^\s"'<>:,;()[\]{}\\]+/g, '<address>'],
  // Keys, tokens, hashes and ids, ours and those of others.
  [/\b(?=[\w-]*\d)[\w-]{20,}\b/g, '<id>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, address => (isTelling(address) ? '<ip>' : address)],
  [/[0-9a-f]*:[0-9a-f:.]+/gi, address => (isIP(address) === 6 ? '<ip>' : address)],
]

/** Which network somebody is in; that it is this machine says nothing. */
const isTelling = (address: string): boolean => !/^(127|0)\./.test(address)

/** Takes out of a text what belongs to people: their folders, addresses, hosts, keys. */
export function createScrub({ home, dataDir }: Places): (text: string) => string {
  const places = [
    [dataDir, '<data>'],
    [home, '~'],
  ].filter(([path]) => path!.length > 1) as [string, string][]
  return text => {
    const placed = places.reduce((rest, [path, word]) => rest.replaceAll(path, word), text)
    // The types know of a text or a function, not of either.
    return patterns.reduce((rest, [pattern, word]) => rest.replace(pattern, word as string), placed)
  }
}
