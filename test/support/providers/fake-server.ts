import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FakeCall = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

/** JSON of an object; bytes and texts as they are. */
export type FakeAnswer = {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** Does something else than the service would, to the next calls. */
export type Fault = (response: ServerResponse, sound: FakeAnswer) => void

export type FakeServer = {
  url: string
  calls: FakeCall[]
  fault: Fault | undefined
  close(): Promise<void>
}

/** A small server for what a service documents. */
export async function startFake(
  serve: (call: FakeCall) => FakeAnswer,
  create: (listener: (request: IncomingMessage, response: ServerResponse) => void) => Server = createServer,
): Promise<FakeServer> {
  const server = create((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const call = toCall(request, Buffer.concat(chunks).toString())
      fake.calls.push(call)
      const sound = serve(call)
      if (fake.fault) fake.fault(response, sound)
      else answer(response, sound)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const scheme = 'setSecureContext' in server ? 'https' : 'http'
  const fake: FakeServer = {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    fault: undefined,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return fake
}

export function answer(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  const isPlain = typeof body === 'string' || body instanceof Uint8Array
  const content = body === undefined ? '' : isPlain ? body : JSON.stringify(body)
  response.writeHead(status, { ...(isPlain ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(content)
}

function toCall({ method = '', url = '', headers }: IncomingMessage, text: string): FakeCall {
  const { pathname, searchParams } = new URL(url, 'http://fake.test')
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { method, path: pathname, query: searchParams, headers, body }
}
