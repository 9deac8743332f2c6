import { shownCharacters } from './bounded-text.ts'

/** Reads the beginning of a byte path as text, and leaves the rest unread: a raw mail may be 50 MB. */
export async function fetchBeginning(
  path: string,
  signal: AbortSignal,
  characters = shownCharacters,
): Promise<{ text: string; isCut: boolean }> {
  const response = await fetch(path, { signal })
  if (!response.ok || !response.body) throw new Error(`${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const pieces: string[] = []
  let length = 0
  while (length <= characters) {
    const { done, value } = await reader.read()
    if (done) return { text: pieces.join(''), isCut: false }
    pieces.push(value)
    length += value.length
  }
  await reader.cancel()
  return { text: pieces.join('').slice(0, characters), isCut: true }
}
