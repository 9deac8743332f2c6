import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import { Socket } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { keepRoom, maxConnections } from './connection-room.ts'

test('as many connections as may be, and one more for which the first one goes', () => {
  const server = new EventEmitter()
  keepRoom(fastify(), { maxConnections, patienceMs: 1_000 })(server as Server)
  const opened: Socket[] = []
  const goneOf = (count: number) => {
    while (opened.length < count) {
      opened.push(new Socket())
      server.emit('connection', opened.at(-1))
    }
    return opened.flatMap(({ destroyed }, index) => (destroyed ? [index] : []))
  }
  const [below, at, above] = edge(maxConnections)
  expect([goneOf(below), goneOf(at), goneOf(above)]).toEqual([[], [], [0]])
})
