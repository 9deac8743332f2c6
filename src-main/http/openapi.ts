import { apiPrefix, contract } from '#shared/api/contract.ts'
import { ErrorBody } from '#shared/api/error-body.ts'
import { StoreEvent } from '#shared/api/events.ts'
import { eventsPath, metricsPath, sessionPath } from '#shared/api/links.ts'
import type { Operation } from '#shared/api/operation.ts'
import {
  errorResponse,
  json,
  parameters,
  pathParameter,
  security,
  toSchema,
  type Json,
} from './openapi-schema.ts'
import { transferPaths } from './openapi-transfer.ts'
import { SignIn } from './session-routes.ts'

/** The OpenAPI 3.1 document of the native API, made from the same schemas that check every call. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, operation] of Object.entries<Operation>(contract)) {
    const path = (paths[toTemplate(`${apiPrefix}${operation.path}`)] ??= {})
    path[operation.method.toLowerCase()] = describe(name, operation)
  }
  Object.assign((paths[sessionPath] ??= {}), sessionMethods())
  return {
    openapi: '3.1.0',
    info: { title: 'Mayfly', version, description: 'Disposable mailboxes on your own machine.' },
    servers: [{ url: '/' }],
    paths: { ...paths, ...bytePaths(), ...transferPaths(), ...systemPaths() },
    components: {
      schemas: { Error: toSchema(ErrorBody), Event: toSchema(StoreEvent) },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        session: { type: 'apiKey', in: 'cookie', name: 'mayfly_session' },
      },
    },
    security: security.key.security,
  }
}

function describe(name: string, operation: Operation): Json {
  const body = Object.keys(operation.body.shape).length > 0
  return {
    operationId: name,
    summary: operation.summary,
    tags: [operation.path.split('/')[1]],
    ...security[operation.access],
    parameters: [...parameters('path', operation.params), ...parameters('query', operation.query)],
    ...(body ? { requestBody: requestBody(operation) } : {}),
    responses: {
      [operation.status]:
        operation.status === 204
          ? { description: 'Done.' }
          : { description: 'The answer.', content: json(toSchema(operation.output)) },
      default: errorResponse,
    },
  }
}

function requestBody(operation: Operation): Json {
  const raw =
    'raw' in operation.body.shape
      ? { 'message/rfc822': { schema: { type: 'string', format: 'binary' } } }
      : {}
  return {
    required: !operation.body.safeParse({}).success,
    content: { ...json(toSchema(operation.body)), ...raw },
  }
}

function bytePaths(): Record<string, Json> {
  const get = (name: string, summary: string, type: string, more: Json[] = [], path: string[] = ['id']) => ({
    get: {
      operationId: name,
      summary,
      tags: ['messages'],
      parameters: [...path.map(pathParameter), ...more],
      responses: {
        200: {
          description: 'The bytes.',
          content: { [type]: { schema: { type: 'string', format: 'binary' } } },
        },
        default: errorResponse,
      },
    },
  })
  const message = `${apiPrefix}/messages/{id}`
  const flag = (name: string) => ({
    name,
    in: 'query',
    required: false,
    schema: { type: 'string', enum: ['0', '1'] },
  })
  return {
    [`${message}/raw`]: get('getMessageRaw', 'The mail byte for byte as it was received.', 'message/rfc822'),
    [`${message}/text`]: get('getMessageText', 'The text of the mail.', 'text/plain'),
    [`${message}/html`]: get(
      'getMessageHtml',
      'The HTML for a frame: sandboxed, inline images resolved, remote content blocked unless remote=1; dark=1 shows it as a dark mail client does.',
      'text/html',
      [flag('remote'), flag('dark')],
    ),
    [`${message}/attachments/{attachmentId}`]: get(
      'getAttachment',
      'A decoded attachment; inline=1 lets a browser show a PDF instead of saving it, and a picture of more than maxPixels is refused.',
      'application/octet-stream',
      [flag('inline'), { ...flag('maxPixels'), schema: { type: 'string', pattern: '^[0-9]{1,15}$' } }],
      ['id', 'attachmentId'],
    ),
    [`${message}/parts/{path}`]: get(
      'getMessagePart',
      'A decoded part of the source, by its path in `/parts`.',
      'application/octet-stream',
      [],
      ['id', 'path'],
    ),
  }
}

/** Beside the operation that tells of the session: what makes one and ends it, which only cookies can carry. */
function sessionMethods(): Json {
  const answer = (description: string) => ({
    204: { description, headers: { 'Set-Cookie': { schema: { type: 'string' } } } },
    default: errorResponse,
  })
  return {
    post: {
      operationId: 'signIn',
      summary: "Signs a browser in with the owner's password. 429 with Retry-After after too many tries.",
      tags: ['session'],
      security: [],
      requestBody: { required: true, content: json(toSchema(SignIn)) },
      responses: answer('Signed in: the cookie of the session.'),
    },
    delete: {
      operationId: 'signOut',
      summary: 'Signs out: ends the session of the cookie.',
      tags: ['session'],
      security: [],
      responses: answer('Signed out, and the cookie dropped.'),
    },
  }
}

function systemPaths(): Record<string, Json> {
  const status = { type: 'object', properties: { status: { type: 'string' } }, required: ['status'] }
  const get = (name: string, summary: string, responses: Json) => ({
    get: { operationId: name, summary, tags: ['system'], security: [], responses },
  })
  return {
    '/health': get('getHealth', 'Alive.', { 200: { description: 'Alive.', content: json(status) } }),
    '/ready': get('getReady', 'SMTP and store are up.', {
      200: { description: 'Ready.', content: json(status) },
      503: { description: 'Not ready.', content: json({ $ref: '#/components/schemas/Error' }) },
    }),
    [metricsPath]: {
      get: {
        operationId: 'getMetrics',
        summary:
          'Numbers for Prometheus, in its text format; for the owner and for keys of the account Local.',
        tags: ['system'],
        responses: {
          200: { description: 'The numbers.', content: { 'text/plain': { schema: { type: 'string' } } } },
          default: errorResponse,
        },
      },
    },
    [eventsPath]: {
      get: {
        operationId: 'followEvents',
        summary: 'Live events (Server-Sent Events). Last-Event-ID resumes after a seq.',
        tags: ['events'],
        parameters: [
          { name: 'mailbox', in: 'query', required: false, schema: { type: 'string' } },
          { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'The stream.',
            content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/Event' } } },
          },
          default: errorResponse,
        },
      },
    },
  }
}

const toTemplate = (path: string): string => path.replace(/:(\w+)/g, '{$1}')
