import type { StoreEvent } from '#shared/api/events.ts'

export type SseEvent = { id: string | undefined; event: string; data: StoreEvent }

/** Follows an event stream over real HTTP, compressed if the server would. */
export async function openEvents(url: string, headers: Record<string, string> = {}) {
  const leave = new AbortController()
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: leave.signal,
  })
  const events: SseEvent[] = []
  const ended = response.status === 200 ? collect(response, events) : Promise.resolve(false)
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: () => response.text(),
    /** What has come so far. */
    events,
    of: (type: StoreEvent['type']) => events.map(({ data }) => data).filter(data => data.type === type),
    /** Resolves when the server ended the stream, or when we left; answers whether it came to a proper end. */
    ended,
    async close(): Promise<void> {
      leave.abort()
      await ended
    },
  }
}

async function collect(response: Response, events: SseEvent[]): Promise<boolean> {
  let buffer = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body!) {
      buffer += decoder.decode(chunk, { stream: true })
      const blocks = buffer.split('\n\n')
      buffer = blocks.pop()!
      for (const block of blocks) if (block.includes('data: ')) events.push(parse(block))
    }
    return true
  } catch {
    return false // we left, or the server cut the stream
  }
}

function parse(block: string): SseEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
  return { id: field('id'), event: field('event')!, data: JSON.parse(field('data')!) as StoreEvent }
}
