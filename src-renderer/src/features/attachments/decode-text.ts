/**
 * Bytes as text, by the first that fits: a mark of their order, the character set they are said to be in, UTF-8, and
 * else the one of the two single-byte sets that reads like words. `isCut`: a character at the end may be torn.
 */
export function decodeText(
  bytes: Uint8Array,
  declared: string | null,
  isCut = false,
): { text: string; charset: string } {
  const marked = byMark(bytes)
  const said = declared !== null && isKnown(declared) ? declared : null
  for (const charset of [marked, said, 'utf-8'])
    if (charset !== null) {
      const text = tryDecode(bytes, charset, isCut)
      if (text !== undefined) return { text, charset: charset.toLowerCase() }
    }
  const charset = looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252'
  return { text: new TextDecoder(charset).decode(bytes), charset }
}

function byMark([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== 'replacement'
  } catch {
    return false
  }
}

function tryDecode(bytes: Uint8Array, charset: string, isCut: boolean): string | undefined {
  try {
    // A stream may end in the middle of a character.
    return new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return undefined
  }
}

/** In Russian text in windows-1251 letters follow one another; accents of western languages stand alone. */
function looksCyrillic(bytes: Uint8Array): boolean {
  let high = 0
  let pairs = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte < 0xc0) continue
    high++
    if ((bytes[index - 1] ?? 0) >= 0xc0) pairs++
  }
  return pairs * 2 > high
}
