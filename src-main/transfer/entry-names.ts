/** Windows takes no more than 255 characters, folders apart. */
const maxNameChars = 80

/** Names of its own for Windows, whatever comes after the dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** A name for a file that every system takes: no folders, nothing that hides, no ending but the given. */
export function entryName(text: string, ending = ''): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const cut = Array.from(plain)
    .slice(0, maxNameChars)
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${reserved.test(cut) ? '_' : ''}${cut}${ending}`
}

/** Gives each name once: the second `a.txt` is `a (2).txt`. Case does not count, as on many disks. */
export function createUniqueNames(): (name: string) => string {
  const taken = new Set<string>()
  return name => {
    const dot = name.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
    let unique = name
    for (let copy = 2; taken.has(unique.toLowerCase()); copy++) unique = `${stem} (${copy})${ending}`
    taken.add(unique.toLowerCase())
    return unique
  }
}
