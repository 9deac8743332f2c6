import compress from '@fastify/compress'
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { Dispatch } from '../api/dispatch.ts'
import type { EventFeed } from '../api/event-feed.ts'
import type { MessageBytes } from '../api/message-bytes.ts'
import { leastPace } from '../rates/watch-arrival.ts'
import { authenticate, isOwner, toHttpRequest, type Keys } from './authenticate.ts'
import { checkOrigin } from './access.ts'
import { backupRoutes, type BackupDoor } from './backup-routes.ts'
import { byteRoutes } from './byte-routes.ts'
import { dropSlowBodies, headerBounds, patienceMs, takeInRefusedBodies } from './connection-bounds.ts'
import { keepRoom, maxConnections } from './connection-room.ts'
import { contractRoutes } from './contract-routes.ts'
import { diagnosticsRoute } from './diagnostics-route.ts'
import { docsRoutes } from './docs.ts'
import { handleErrors, sendError, toAppError } from './errors.ts'
import { isServiceHost, rewriteUrl, type Emulation } from './emulation.ts'
import { eventStream } from './event-stream.ts'
import { healthRoutes, type HealthDeps } from './health.ts'
import { takeJson } from './json-body.ts'
import { httpLimits } from './limits.ts'
import { limitCalls, recordCalls, type Metering } from './metering.ts'
import { metricsRoute, type MetricsReader } from './metrics-route.ts'
import { tellObserver, type RequestObserver } from './observe.ts'
import { giveUpInTurns } from './in-turns.ts'
import { checkHost, type OwnNames } from './host-names.ts'
import { createHttpSockets } from './http-sockets.ts'
import { windowHeader, type OwnerDoor } from './owner-proof.ts'
import { nameRoutes } from './name-routes.ts'
import { sessionRoutes, type SessionDoor } from './session-routes.ts'
import { staticUi } from './static-ui.ts'
import { transferRoutes, type TransferDoor } from './transfer-routes.ts'
import { watchCalls } from './watch-calls.ts'

type Deps = {
  names: OwnNames
  version: string
  dispatch: Dispatch
  bytes: MessageBytes
  feed: EventFeed
  transfer: TransferDoor
  backups: BackupDoor
  diagnostics: Parameters<typeof diagnosticsRoute>[1]
  keys: Keys
  owner: OwnerDoor & SessionDoor
  metering: Metering
  countBadKey: (address: string) => number
  emulation: Emulation
  now: () => number
  metrics: MetricsReader
  observer: RequestObserver
  /** Undefined when all is well, else why not. */
  health: HealthDeps
  /** The folder of the built UI; undefined serves the API alone. */
  uiDir: string | undefined
  logger: FastifyBaseLogger
}

/** Smaller answers cost more to compress than to send. */
const compressFromBytes = 1024
/**
 * Smaller ones are compressed at once: a list of 50 takes a third of a millisecond. A stream costs this thread more than that, and
 * whoever waits another thread's turn; what the library chooses by the number of cores is for servers with many clients.
 */
const compressAtOnceBytes = 64 * 1024

/** The HTTP side: access rules first, then the contract's routes, bytes, events, documents and the UI. */
export async function createHttpServer(deps: Deps) {
  // Node refuses what reaches its bound.
  const sockets = createHttpSockets({ maxHeaderSize: httpLimits.headerBytes + 1, ...headerBounds })
  const app = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: httpLimits.bodyBytes,
    rewriteUrl: rewriteUrl(deps.emulation),
    serverFactory: sockets.serverFactory,
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    routerOptions: {
      maxParamLength: httpLimits.paramChars,
      querystringParser: text => ({ ...parseQuery(text) }),
    },
    // An address that is none comes by no hook and no handler.
    frameworkErrors(error, { url }, reply) {
      const send = deps.emulation.failureSender(url) ?? sendError
      void send(protect(reply), toAppError(error))
    },
  })
  handleErrors(app)
  const room = keepRoom(app, { maxConnections, patienceMs })
  sockets.onOpen(server => {
    room(server)
    giveUpInTurns(server)
  })
  dropSlowBodies(app, leastPace)
  takeInRefusedBodies(app)
  nameRoutes(app)
  watchCalls(app, { now: deps.now, watchers: [recordCalls(deps), tellObserver(deps.observer)] })
  app.addHook('onRequest', async (request, reply) => {
    protect(reply)
    if (!isServiceHost(request, deps.emulation)) checkHost(toHttpRequest(request), deps.names)
  })
  // Hooks that ask request.caller come after this one.
  authenticate(app, deps)
  limitCalls(app, deps)
  app.removeContentTypeParser('text/plain')
  takeJson(app)
  app.addContentTypeParser('message/rfc822', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  await app.register(compress, {
    threshold: compressFromBytes,
    syncThreshold: compressAtOnceBytes,
    encodings: ['gzip'],
    globalDecompression: false,
    // A list of 50 leaves a sixth sooner than at the usual level, and is a tenth larger.
    zlibOptions: { level: 1 },
    customTypes: /json|javascript|css|html|svg|text\/plain/,
  })

  healthRoutes(app, deps.health)
  contractRoutes(app, { dispatch: deps.dispatch })
  byteRoutes(app, deps)
  transferRoutes(app, deps.transfer)
  backupRoutes(app, deps.backups)
  diagnosticsRoute(app, deps.diagnostics)
  eventStream(app, { feed: deps.feed })
  metricsRoute(app, deps.metrics)
  sessionRoutes(app, deps)
  docsRoutes(app, deps.version)
  deps.emulation.register(app, {
    checkOrigin: request => checkOrigin(toHttpRequest(request)),
    isOwner: request => isOwner(toHttpRequest(request), deps.owner),
    toAppError,
  })
  const mayAsk = (request: FastifyRequest) =>
    isOwner(toHttpRequest(request), deps.owner) && !(windowHeader in request.headers)
  if (deps.uiDir !== undefined) await staticUi(app, { dir: deps.uiDir, mayAsk })
  app.addHook('preClose', sockets.stop)
  await app.ready()
  return { http: app, openSocket: sockets.open }
}

/** Dispatch checks what comes in and goes out, so the web framework need not load its two schema compilers. */
function noSchemas(): never {
  throw new Error('Routes have no schemas: operations have')
}

/** What keeps a browser from making more of an answer than it is. */
function protect(reply: FastifyReply): FastifyReply {
  return reply
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-frame-options', 'SAMEORIGIN')
}

/** A parameter that is given twice becomes a list, which no parameter of ours is: the contract routes refuse it. */
function parseQuery(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of new URLSearchParams(text))
    values[name] = name in values ? [values[name]!, value].flat() : value
  return values
}
