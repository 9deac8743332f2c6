import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import type { FastifyInstance } from 'fastify'
import { importPath, restorePath, uploadHeader } from '#shared/api/links.ts'
import { windowHeader } from '../http/owner-proof.ts'
import { isUiUrl, uiOrigin } from './ui-origin.ts'

/** Files are too large for IPC. */
const takesFiles = new Set([importPath, restorePath])
/** What the HTTP side may learn of a request; the rest of what Chromium sends means nothing there. */
const passedOn = ['accept', 'content-type', 'if-modified-since', 'if-none-match', 'range']
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
const withoutBody = new Set([204, 205, 304])

type Deps = {
  http: Pick<FastifyInstance, 'inject'>
  /** Says to the HTTP side that the window asks. */
  windowToken: string
}

/**
 * Answers the window's own scheme: the built UI, and the API's bytes, from the HTTP side without a socket. The
 * window is the owner's, whatever address the server is bound to. Reading, and files that the page itself sends:
 * everything else goes over IPC, which checks who sends it.
 */
export function createUiProtocol(mayfly: Deps) {
  return async (request: Request): Promise<Response> => {
    if (!isUiUrl(request.url)) return refuse(404)
    const { pathname, search } = new URL(request.url)
    const isUpload = request.method === 'POST' && takesFiles.has(pathname)
    if (!isUpload && request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    if (isUpload ? !isOurs(request.headers) : isForeign(request.headers.get('origin'))) return refuse(403)
    if (!isPlainPath(pathname)) return refuse(400)

    const gone = new AbortController()
    // Asked for each time: it is another one when a backup was restored.
    const { http, windowToken } = mayfly
    const answer = await http.inject({
      method: request.method as 'GET' | 'HEAD' | 'POST',
      url: pathname + search,
      headers: { ...pick(request.headers), host: 'localhost', [windowHeader]: windowToken },
      ...(isUpload && request.body ? { payload: Readable.fromWeb(request.body as WebStream) } : {}),
      payloadAsStream: true,
      signal: AbortSignal.any([request.signal, gone.signal]),
    })
    const stream = answer.stream()
    // A download that is cancelled cancels what reads for it.
    stream.once('close', () => gone.abort())
    // Whoever reads is told; without a reader nobody needs to be.
    stream.on('error', () => {})
    const empty = request.method === 'HEAD' || withoutBody.has(answer.statusCode)
    if (empty) stream.destroy()
    return new Response(empty ? null : toWeb(stream), {
      status: answer.statusCode,
      headers: toHeaders(answer.headers),
    })
  }
}

/**
 * Chromium adds the origin on the way to a network, which requests of a scheme of our own do not take, and Electron removes
 * "null". So what comes without one is known by its header: forms, all that a frame of mail could send, have none.
 */
function isOurs(headers: Headers): boolean {
  const origin = headers.get('origin')
  return origin === uiOrigin || (origin === null && headers.has(uploadHeader))
}

/** A frame without an origin says "null"; it may ask, as it cannot read the answer. */
function isForeign(origin: string | null): boolean {
  return origin !== null && origin !== 'null' && origin !== uiOrigin
}

/** Nothing that climbs, however it is written. URLs resolve plain dots themselves. */
function isPlainPath(pathname: string): boolean {
  try {
    const path = decodeURIComponent(pathname)
    return !/[\\\0]/.test(path) && !path.split('/').includes('..')
  } catch {
    return false
  }
}

function pick(headers: Headers): Record<string, string> {
  const given = passedOn.map(name => [name, headers.get(name)] as const)
  return Object.fromEntries(given.filter((header): header is [string, string] => header[1] !== null))
}

function toHeaders(raw: Record<string, number | string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || hopByHop.has(name)) continue
    for (const one of [value].flat()) headers.append(name, String(one))
  }
  return headers
}

/** Node's own conversion throws out of nowhere when a reader goes while data is on its way. */
function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value as Uint8Array) // bytes: no encoding was set
    },
    cancel: () => void stream.destroy(),
  })
}

function refuse(status: number): Response {
  return new Response(null, { status })
}
