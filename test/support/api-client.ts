import { apiPrefix, contract, type Call, type OperationName, type Output } from '#shared/api/contract.ts'
import { AppError, type ErrorBody } from '#shared/api/errors.ts'
import type { Operation } from '#shared/api/operation.ts'
import type { CallResult } from '#shared/shell/bridge.ts'
import { channelOf } from '#shared/shell/channels.ts'
import { createCoreCalls } from '#main/electron/bridge/core-calls.ts'
import type { Page } from '#main/electron/bridge/page.ts'
import { serveCalls, type CallHandlers } from '#main/electron/bridge/serve-calls.ts'
import { createShellState } from '#main/electron/shell-state.ts'
import { uiOrigin } from '#main/electron/ui-origin.ts'
import { createBridgeTransport } from '../../src-renderer/src/api/bridge-transport.ts'
import type { TestApp } from './start-app.ts'

/** A way to reach the API; the contract suite runs over each. Failures are AppErrors. */
export type ApiClient = {
  name: string
  call<N extends OperationName>(name: N, input?: Call<N>, signal?: AbortSignal): Promise<Output<N>>
}

type Send = (
  method: string,
  path: string,
  body: unknown,
  signal?: AbortSignal,
) => Promise<{ status: number; text: string }>

/** Real HTTP over TCP, as the owner. */
export function httpClient(app: TestApp): ApiClient {
  return restClient('http', fetchFrom(app))
}

/** Real HTTP over TCP, with a key. */
export function keyClient(app: TestApp, key: string): ApiClient {
  return restClient('key', fetchFrom(app, { authorization: `Bearer ${key}` }))
}

function fetchFrom(app: TestApp, headers: Record<string, string> = {}): Send {
  return async (method, path, body, signal) => {
    const response = await fetch(`${app.url}${path}`, {
      method,
      signal: signal ?? null,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  }
}

/** The same routes without a socket, as the desktop app's own protocol uses them. */
export function injectClient(app: TestApp): ApiClient {
  return restClient('inject', async (method, path, body, signal) => {
    const response = await app.app.http.inject({
      method: method as 'GET',
      url: path,
      headers: { host: 'localhost' },
      ...(body === undefined ? {} : { payload: body as object }),
      ...(signal ? { signal } : {}),
    })
    return { status: response.statusCode, text: response.body }
  })
}

/** Both halves of the desktop's bridge, with a window between them that copies values as a process boundary does. */
export function ipcClient(app: TestApp): ApiClient {
  const transport = createBridgeTransport(connectBridge(app))
  return { name: 'ipc', call: async (name, input) => (await transport.send(name, input ?? {})) as never }
}

type IpcHandler = (event: unknown, ...args: unknown[]) => unknown

function connectBridge(app: TestApp): Parameters<typeof createBridgeTransport>[0] {
  const handlers = new Map<string, IpcHandler>()
  const contents = { id: 1 } as Page['contents'] // all that the bridge looks at
  const event = { sender: contents, senderFrame: { parent: null, url: `${uiOrigin}/index.html` } }
  const core = createCoreCalls({
    shell: { openExternal: async () => {} },
    dispatch: app.app.dispatch,
    state: createShellState({ store: {} }),
  })
  serveCalls({
    ipc: { handle: (channel: string, handler: IpcHandler) => handlers.set(channel, handler) } as never,
    page: () => ({ contents, signal: () => new AbortController().signal, follow: async () => {} }),
    handlers: core as CallHandlers, // no others are called here
    onError: error => {
      throw error
    },
  })
  return {
    invoke: async call =>
      structuredClone(await handlers.get(channelOf('invoke'))!(event, structuredClone(call))) as CallResult,
    follow: async () => ({ ok: true, output: undefined }),
    on: () => () => {},
  }
}

function restClient(name: string, send: Send): ApiClient {
  return {
    name,
    async call(operationName, input = {} as never, signal) {
      const operation: Operation = contract[operationName]
      const { path, body } = toRequest(operation, input)
      const { status, text } = await send(operation.method, path, body, signal)
      if (status >= 400) {
        const { error, message, details } = JSON.parse(text) as ErrorBody
        throw new AppError(error, message, details ? { details } : {})
      }
      return (text === '' ? undefined : JSON.parse(text)) as never
    },
  }
}

function toRequest(operation: Operation, input: Record<string, unknown>): { path: string; body: unknown } {
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input[name])))
  const body: Record<string, unknown> = {}
  const query = new URLSearchParams()
  for (const [field, value] of Object.entries(input)) {
    if (field in operation.params.shape || value === undefined) continue
    if (field in operation.body.shape) body[field] = value
    else query.set(field, String(value))
  }
  const search = query.size === 0 ? '' : `?${query}`
  const sendsBody = operation.method !== 'GET' && Object.keys(operation.body.shape).length > 0
  return { path: `${apiPrefix}${path}${search}`, body: sendsBody ? body : undefined }
}
