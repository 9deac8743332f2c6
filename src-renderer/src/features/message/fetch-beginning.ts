import { shownCharacters } from './bounded-text.ts'

/** Reads the beginning of a byte path as text, and leaves the rest unread: a raw mail may be 50 MB. */
export async function fetchBeginning(
  path: string,
  signal: AbortSignal,
): Promise<{ text: string; isCut: boolean }> {
  const response = await fetch(path, { signal })
  if (!response.ok || !response.body) throw new Error(`${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (text.length <= shownCharacters) {
    const { done, value } = await reader.read()
    if (done) return { text, isCut: false }
    text += value
  }
  await reader.cancel()
  return { text: text.slice(0, shownCharacters), isCut: true }
}
