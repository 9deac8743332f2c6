import type { CustomScheme, Protocol } from 'electron'
import type { Answer } from '../calls.ts'
import { mustBeEarly, mustBeReady } from './app.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const privileged = new Map<string, CustomScheme>()

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    mustBeEarly('protocol.registerSchemesAsPrivileged()')
    for (const scheme of schemes) privileged.set(scheme.scheme, scheme)
  },
  handle(scheme, handler) {
    mustBeReady('protocol.handle()')
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler as Handler) // Electron's Request adds nothing that is used here
  },
  isProtocolHandled: scheme => handlers.has(scheme),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'isProtocolHandled'>

export async function answer(of: {
  url: string
  method: string
  headers: Record<string, string>
}): Promise<Answer> {
  const scheme = new URL(of.url).protocol.slice(0, -1)
  const handler = handlers.get(scheme)
  // Without these the page could neither load its modules nor keep its preferences.
  const { standard, secure, supportFetchAPI } = privileged.get(scheme)?.privileges ?? {}
  if (!handler || !standard || !secure || !supportFetchAPI) throw new Error(`Nothing answers ${scheme}:`)
  const response = await handler(new Request(of.url, { method: of.method, headers: of.headers }))
  return {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  }
}
