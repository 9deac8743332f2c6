import type { ProviderFailure } from '#main/providers/provider-error.ts'
import { answer, type FakeAnswer, type Fault } from './fake-server.ts'

type Expected = { kind: ProviderFailure; retryAfterMs?: number }

const json = { 'content-type': 'application/json' }
const instead =
  (other: FakeAnswer): Fault =>
  response =>
    answer(response, other)

/** What may come in the place of a sound answer, and what it is to be told apart as. */
export const faults: Record<string, { fault: Fault; expected: Expected }> = {
  'JSON that is cut off': {
    fault: (response, { body }) =>
      answer(response, { headers: json, body: JSON.stringify(body).slice(0, -7) }),
    expected: { kind: 'unexpectedAnswer' },
  },
  'half an answer': {
    fault: response => {
      response.writeHead(200, { ...json, 'content-length': '1000' })
      response.write('{"items":[')
      setTimeout(() => response.destroy(), 20)
    },
    expected: { kind: 'unreachable' },
  },
  'no answer but the end': {
    fault: response => response.destroy(),
    expected: { kind: 'unreachable' },
  },
  'a web page': {
    fault: instead({
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Sign in</title>',
    }),
    expected: { kind: 'wrongUrl' },
  },
  'JSON of another shape': {
    fault: instead({ body: { status: 'ok', version: 7 } }),
    expected: { kind: 'unexpectedAnswer' },
  },
  'things without ids': {
    fault: instead({ body: [{ subject: 'x' }] }),
    expected: { kind: 'unexpectedAnswer' },
  },
  null: { fault: instead({ headers: json, body: 'null' }), expected: { kind: 'unexpectedAnswer' } },
  'nothing at all': { fault: instead({ body: '' }), expected: { kind: 'unexpectedAnswer' } },
  '401 in plain text': {
    fault: instead({ status: 401, headers: { 'content-type': 'text/plain' }, body: 'Invalid API key' }),
    expected: { kind: 'wrongKey' },
  },
  403: { fault: instead({ status: 403, body: { message: 'No.' } }), expected: { kind: 'forbidden' } },
  '404 of a thing': {
    fault: instead({ status: 404, body: { error: 'not_found', message: 'No such thing.' } }),
    expected: { kind: 'notFound' },
  },
  500: { fault: instead({ status: 500, body: 'oh' }), expected: { kind: 'serverFault' } },
  '503 of a proxy': {
    fault: instead({ status: 503, headers: { 'content-type': 'text/html' }, body: '<html>Down</html>' }),
    expected: { kind: 'serverFault' },
  },
  'a redirect that goes in circles': {
    fault: response => void response.writeHead(302, { location: '/again' }).end(),
    expected: { kind: 'wrongUrl' },
  },
  'a redirect to nowhere': {
    fault: response => void response.writeHead(302, { location: 'http://' }).end(),
    expected: { kind: 'wrongUrl' },
  },
  'a redirect to another kind of address': {
    fault: response => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    expected: { kind: 'wrongUrl' },
  },
}

/** More than any answer may be. */
export const hugeAnswer: Fault = response => {
  response.writeHead(200, json).write('[')
  const piece = Buffer.alloc(1024 * 1024, ' ')
  const more = (): void => {
    if (response.destroyed) return
    if (response.write(piece)) setImmediate(more)
    else response.once('drain', more)
  }
  more()
}
