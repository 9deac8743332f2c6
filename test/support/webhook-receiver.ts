import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Received = {
  url: string
  method: string
  headers: IncomingHttpHeaders
  /** As it came, for its signature. */
  body: string
  event: { type: string; timestamp: string; data: Record<string, unknown> }
}

type Answer = (response: ServerResponse, received: Received) => void

export type WebhookReceiver = Awaited<ReturnType<typeof openReceiver>>

/** A real HTTP server that keeps what it is sent. It answers 204 unless told otherwise; gone after the test. */
export async function openReceiver(answer: Answer = response => void response.writeHead(204).end()) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', chunk => (body += String(chunk)))
    request.on('end', () => {
      const { url = '', method = '', headers } = request
      received.push({ url, method, headers, body, event: JSON.parse(body) as Received['event'] })
      receiver.answer(response, received.at(-1)!)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const receiver = {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    answer,
    received,
    types: () => received.map(({ event }) => event.type),
    close(): void {
      server.closeAllConnections()
      server.close()
    },
  }
  onTestFinished(() => receiver.close())
  return receiver
}
