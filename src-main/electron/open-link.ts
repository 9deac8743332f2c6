const allowedProtocols = new Set(['http:', 'https:', 'mailto:'])
/** Windows refuses longer ones, and no mail needs them. */
const maxLength = 8_000

/** Hands a link to the system's browser. False when it is of no kind that may leave the window. */
export async function openLink(url: unknown, open: (url: string) => Promise<void>): Promise<boolean> {
  if (typeof url !== 'string' || url.length > maxLength) return false
  const parsed = URL.parse(url)
  if (parsed === null || !allowedProtocols.has(parsed.protocol)) return false
  try {
    await open(parsed.href)
    return true
  } catch {
    // The system knows no program for it.
    return false
  }
}
