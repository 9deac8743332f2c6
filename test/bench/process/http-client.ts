import { Agent, request } from 'node:http'
import type { Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'

export type Answer = {
  status: number
  body: string
  /** Head and body as they came. */ wireBytes: number
  ms: number
}

/** A keep-alive HTTP client that counts the bytes on the wire. */
export function createHttpClient(port: number) {
  const agent = new Agent({ keepAlive: true })
  const counted = new WeakMap<Socket, number>()

  /** Without `keep` the body is counted and let go: keeping it costs this process more than a server to send it. */
  function send(method: string, path: string, body?: unknown, keep = true): Promise<Answer> {
    const start = performance.now()
    const headers = { 'accept-encoding': 'gzip', ...(body ? { 'content-type': 'application/json' } : {}) }
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, agent, headers }, answer => {
        const chunks: Buffer[] = []
        const { socket } = answer
        answer.on('data', (chunk: Buffer) => void (keep && chunks.push(chunk)))
        answer.on('error', reject)
        answer.on('end', () => {
          const ms = performance.now() - start
          const wireBytes = socket.bytesRead - (counted.get(socket) ?? 0)
          counted.set(socket, socket.bytesRead)
          const bytes = Buffer.concat(chunks)
          const text = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
          resolve({ status: answer.statusCode ?? 0, body: text.toString(), wireBytes, ms })
        })
      })
      sent.on('error', reject)
      sent.end(body ? JSON.stringify(body) : undefined)
    })
  }

  async function ok(method: string, path: string, body?: unknown, keep = true): Promise<Answer> {
    const answer = await send(method, path, body, keep)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.body.slice(0, 200)}`)
    return answer
  }

  return {
    get: (path: string) => ok('GET', path),
    /** Reads a large body to its end, and answers with its size alone. */
    drain: (path: string) => ok('GET', path, undefined, false),
    patch: (path: string, body: unknown) => ok('PATCH', path, body),
    delete: (path: string, body?: unknown) => ok('DELETE', path, body),
    close: () => agent.destroy(),
  }
}

export type HttpClient = ReturnType<typeof createHttpClient>
