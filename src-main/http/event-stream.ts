import type { FastifyInstance } from 'fastify'
import type { StoreEvent } from '#shared/api/events.ts'
import { scopeOf } from '#shared/api/scope.ts'
import { eventsPath } from '#shared/api/links.ts'
import type { EventFeed } from '../api/event-feed.ts'
import { readQuery } from './read-query.ts'
import { requireAccess } from './require-access.ts'
import { createUnreadStream } from './unread.ts'

type Deps = { feed: EventFeed }

/** Comments keep proxies and browsers from closing a quiet stream. */
const keepAliveMs = 20_000

/** Live events as Server-Sent Events. `Last-Event-ID` resumes after that message's `seq`. */
export function eventStream(app: FastifyInstance, { feed }: Deps): void {
  app.get(eventsPath, { onRequest: requireAccess('key') }, async (request, reply) => {
    const { mailbox } = readQuery(request, ['mailbox'])
    const { stream, write, end } = createUnreadStream()
    const stop = await feed.follow({
      scope: scopeOf(request.caller),
      mailbox,
      after: lastEventId(request.headers['last-event-id']),
      send: event => write(format(event)),
    })
    const beat = setInterval(() => write(': still here\n\n'), keepAliveMs)
    const finish = () => {
      clearInterval(beat)
      stop()
      end()
    }
    request.endStream = finish
    stream.once('close', finish)
    reply.raw.once('close', () => stream.destroy())
    // Gone while the stream was being set up: nobody would tell us any more.
    if (reply.raw.destroyed) stream.destroy()
    write('retry: 1000\n\n')
    return reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream)
  })
}

function format(event: StoreEvent): string {
  const id = event.type === 'message.received' ? `id: ${event.seq}\n` : ''
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

function lastEventId(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
}
