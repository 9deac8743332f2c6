/** `10000`, `10k`, `10KB`, `1.5M`, `2MB`. A k is 1,024, as everywhere in Mayfly. */
export function parseByteSize(text: string): number | undefined {
  const found = /^(\d{1,12}(?:\.\d{1,3})?)(?:([km])?b?)$/i.exec(text)
  if (!found) return undefined
  return Math.floor(Number(found[1]) * factor(found[2]))
}

function factor(unit = ''): number {
  if (/k/i.test(unit)) return 1024
  return /m/i.test(unit) ? 1024 * 1024 : 1
}
