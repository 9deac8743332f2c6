import { decodeText } from './decode-text.ts'

type Asked = { signal: AbortSignal; charset?: string | null; maxBytes: number }

/** The beginning of a file as text; what is behind it is left unread. */
export async function fetchText(
  path: string,
  { signal, charset = null, maxBytes }: Asked,
): Promise<{ text: string; isCut: boolean; charset: string }> {
  const response = await fetch(path, { signal })
  if (!response.ok || !response.body) throw new Error(`${response.status}`)
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  let isCut = false
  while (!isCut) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    length += value.length
    isCut = length > maxBytes
  }
  if (isCut) await reader.cancel()
  return { ...decodeText(join(chunks).subarray(0, maxBytes), charset, isCut), isCut }
}

function join(chunks: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
