import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { createFinders } from './minutemail/find.ts'
import { maxListedChars, readMails } from './read-mails.ts'
import type { ServiceDeps } from './service.ts'

const request = {} as FastifyRequest
const body = 'x'.repeat(2_000_000)
const uuid = (n: number) => `01a1fed5-991c-732a-a816-${String(n).padStart(12, '0')}`
const ids = Array.from({ length: 200 }, (_, n) => uuid(n))

/** Mails of two bodies each; `gone` are deleted, `broken` cannot be read. Tells how many were read at once. */
function createMails({ gone = [], broken = [] }: { gone?: string[]; broken?: string[] } = {}) {
  const reads = { now: 0, most: 0, all: 0 }
  const call = (async (_request: FastifyRequest, _name: string, { id }: { id: string }) => {
    reads.all++
    reads.most = Math.max(reads.most, ++reads.now)
    await Promise.resolve()
    reads.now--
    if (gone.includes(id)) throw new AppError('not_found', 'gone')
    if (broken.includes(id)) throw new Error('broken')
    return { id, mailboxId: 'box', text: body, html: body }
  }) as unknown as ServiceDeps['call']
  return { call, reads }
}

const listed = ids.map(id => ({ id }))

test('a list with bodies ends where they come to its bound, and is read a few at a time', async () => {
  const { call, reads } = createMails()
  const mails = await readMails(call, request, listed)
  expect(mails.map(({ id }) => id)).toEqual(ids.slice(0, maxListedChars / (2 * body.length)))
  expect([reads.most, reads.all]).toEqual([8, mails.length])
})

test('what was deleted in the meantime is passed over, another failure is not', async () => {
  const { call } = createMails({ gone: [ids[1]!] })
  expect((await readMails(call, request, listed.slice(0, 3))).map(({ id }) => id)).toEqual([ids[0], ids[2]])
  const { call: breaking } = createMails({ broken: [ids[1]!] })
  await expect(readMails(breaking, request, listed.slice(0, 3))).rejects.toThrow('broken')
})

test('a bulk call looks at one mail after the other', async () => {
  const { call, reads } = createMails()
  const mailbox = { id: 'box' } as Parameters<ReturnType<typeof createFinders>['checkMails']>[1]
  await createFinders({ call }).checkMails(request, mailbox, [...ids, ids[0]!])
  expect(reads).toEqual({ now: 0, most: 1, all: ids.length })
})
