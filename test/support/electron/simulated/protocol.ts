import { Readable } from 'node:stream'
import type { CustomScheme, Protocol } from 'electron'
import type { Answer } from '../calls.ts'
import { mustBeEarly, mustBeReady } from './app.ts'

type Handler = (request: Request) => Response | Promise<Response>

const privileged = new Map<string, CustomScheme>()

/** What a session answers of schemes that Chromium does not know. */
export function createProtocol() {
  const handlers = new Map<string, Handler>()
  return {
    handle(scheme, handler) {
      mustBeReady('protocol.handle()')
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler as Handler) // Electron's Request adds nothing that is used here
    },
    isProtocolHandled: scheme => handlers.has(scheme),
    handlerOf: (scheme: string) => handlers.get(scheme),
  } satisfies Pick<Protocol, 'handle' | 'isProtocolHandled'> & { handlerOf: unknown }
}

export function registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
  mustBeEarly('protocol.registerSchemesAsPrivileged()')
  for (const scheme of schemes) privileged.set(scheme.scheme, scheme)
}

type Asked = {
  handlerOf: (scheme: string) => Handler | undefined
  url: string
  method: string
  headers: Record<string, string>
  body: Uint8Array | undefined
}

export async function answer({ handlerOf, url, method, headers, body }: Asked): Promise<Answer> {
  const scheme = new URL(url).protocol.slice(0, -1)
  const handler = handlerOf(scheme)
  // Without these the page could neither load its modules nor keep its preferences.
  const { standard, secure, supportFetchAPI } = privileged.get(scheme)?.privileges ?? {}
  if (!handler || !standard || !secure || !supportFetchAPI) throw new Error(`Nothing answers ${scheme}:`)
  // Chromium names the origin on the way to a network alone.
  const { origin: _unsaid, ...sent } = headers
  const request = new Request(url, {
    method,
    headers: sent,
    ...(body ? { body: Readable.toWeb(Readable.from(inPieces(body))), duplex: 'half' } : {}),
  } as RequestInit) // `duplex` is not in the declarations yet
  const response = await handler(request)
  return {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  }
}

/** Electron hands a body on in pieces, as the page sends it. */
function* inPieces(body: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < body.length; at += pieceBytes) yield body.subarray(at, at + pieceBytes)
}

const pieceBytes = 64 * 1024
