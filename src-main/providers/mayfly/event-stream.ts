export type SentEvent = { id: string | null; data: unknown }

/** An event of a Mayfly names a thousand messages at most: more than this between two blank lines is none of its. */
const maxEventLength = 1024 * 1024

/** Reads server-sent events of pieces that end anywhere (HTML standard, 9.2.6). Comments and what is no JSON are left. */
export function createEventReader(onEvent: (event: SentEvent) => void) {
  const decoder = new TextDecoder()
  let rest = ''
  return (chunk: Uint8Array): void => {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/)
    rest = blocks.pop()!
    if (rest.length > maxEventLength) rest = ''
    for (const block of blocks) {
      const event = readBlock(block)
      if (event) onEvent(event)
    }
  }
}

function readBlock(block: string): SentEvent | undefined {
  const lines = block.split(/\r?\n/)
  const field = (name: string) =>
    lines
      .filter(line => line.startsWith(`${name}:`))
      .map(line => line.slice(name.length + 1).replace(/^ /, ''))
  const data = field('data')
  if (data.length === 0) return undefined
  try {
    return { id: field('id').at(-1) ?? null, data: JSON.parse(data.join('\n')) }
  } catch {
    return undefined
  }
}
