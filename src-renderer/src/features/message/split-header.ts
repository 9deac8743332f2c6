type Field = { name: string; value: string }

/** The fields at the beginning of a source as they were written, folds included. */
export function splitHeader(source: string): Field[] {
  const head = source.split(/\r?\n\r?\n/, 1)[0] ?? ''
  return head
    .split(/\r?\n(?![ \t])/)
    .filter(line => line.trim() !== '')
    .map(line => {
      const colon = line.indexOf(':')
      return colon < 0
        ? { name: line, value: '' }
        : { name: line.slice(0, colon), value: line.slice(colon + 1).trim() }
    })
}
