import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '#main/compat/momail/current/schema.ts'
import { injectClient } from '#test/support/api-client.ts'
import { startCompat } from '#test/support/compat.ts'
import type { createHandClock } from '#test/support/hand-clock.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { shapeOf } from '#test/support/shape-of.ts'
import type { TestApp } from '#test/support/start-app.ts'
import { errorOf, newMoMail } from './momail-client.ts'
import { currentExamples as examples } from './momail-current-examples.ts'

let app: TestApp
let clock: ReturnType<typeof createHandClock>
beforeAll(async () => {
  ;({ app, clock } = await startCompat())
})
afterAll(() => app.stop())
beforeEach(() => clock.set('2024-01-15T10:30:00.000Z'))

describe('reading', () => {
  test('lists the newest first, in pages, of all mailboxes or one', async () => {
    const { current, mailbox, receive } = await newMoMail(app)
    const [one, two] = [await mailbox('list.one'), await mailbox('list.two')]
    for (const subject of ['a', 'b', 'c']) await receive(one.mailbox_id, subject)
    await receive(two.mailbox_id, 'd')
    const list = async (query: string) => {
      const answer = schema.EmailsAnswer.parse((await current('GET', `/emails?${query}`)).body)
      return [answer.emails.map(({ subject }) => subject).join(''), answer.total, answer.has_more]
    }
    expect(await list('')).toEqual(['dcba', 4, false])
    expect(await list('limit=2')).toEqual(['dc', 4, true])
    expect(await list('limit=2&offset=3')).toEqual(['a', 4, false])
    expect(await list('offset=9')).toEqual(['', 4, false])
    expect(await list(`mailbox_id=${one.mailbox_id}`)).toEqual(['cba', 3, false])
    expect(errorOf(await current('GET', '/emails?limit=101')).code).toBe('VALIDATION_ERROR')
  })

  test('one with its parts, and the raw mail', async () => {
    const { current, mailbox, accountId } = await newMoMail(app)
    const { mailbox_id, email_address } = await mailbox('read.one')
    await sendMail(app.smtpPort, {
      from: 'Shop <hello@shop.test>',
      to: email_address,
      subject: 'Your receipt',
      text: 'Thank you',
      html: '<p>Thank you</p>',
      attachments: [{ filename: 'receipt.txt', content: 'paid' }],
    })
    const { emails } = schema.EmailsAnswer.parse((await current('GET', '/emails')).body)
    const { email_id } = emails[0]!
    const { email } = schema.EmailAnswer.parse((await current('GET', `/emails/${email_id}`)).body)
    expect(email).toMatchObject({
      email_id,
      mailbox_id,
      email_address,
      from: 'hello@shop.test',
      to: [email_address],
      text: expect.stringContaining('Thank you') as string,
      html: '<p>Thank you</p>',
      attachments: [{ filename: 'receipt.txt', content_type: 'text/plain', size: 4 }],
    })
    const raw = await current('GET', `/emails/${email_id}/raw`)
    expect([raw.status, raw.headers.get('content-type')]).toEqual([200, 'message/rfc822'])
    expect(raw.headers.get('content-disposition')).toBe(`attachment; filename="${email_id}.eml"`)
    expect(raw.headers.get('x-momail-r2-key')).toBe(`${accountId}/${email_id}.eml`)
    const source = await fetch(`${app.url}/api/v1/messages/${email_id}/raw`)
    expect(raw.body).toBe(await source.text())
  })

  test('what is another account’s, or nobody’s, is not there', async () => {
    const [own, other] = [await newMoMail(app), await newMoMail(app)]
    const { mailbox_id } = await other.mailbox('unseen')
    const { id } = await other.receive(mailbox_id, 'unseen')
    for (const email of [id, 'msg_abc123', mailbox_id]) {
      const one = await own.current('GET', `/emails/${email}`)
      expect([one.status, errorOf(one)]).toEqual([404, examples.rawNotFound.error])
      const raw = await own.current('GET', `/emails/${email}/raw`)
      expect([raw.status, raw.body]).toEqual([404, examples.rawNotFound])
      const reply = await own.current('POST', `/emails/${email}/reply`, { body: { text: 'x' } })
      expect(reply.status).toBe(404)
    }
    expect((await own.current('GET', `/emails?mailbox_id=${mailbox_id}`)).status).toBe(404)
    const body = { query: 'unseen', mailbox_id }
    expect((await own.current('POST', '/search', { body })).status).toBe(404)
  })
})

describe('search', () => {
  test('the example', async () => {
    const { current, accountId, receive } = await newMoMail(app)
    await injectClient(app).call('createMailbox', { accountId, address: 'team@company.com' })
    const text = 'Hi team, I wanted to discuss our Q4 budget allocation...'
    const message = await receive('team@company.com', 'Q4 Budget Review', text)
    const found = await current('POST', '/search', { body: examples.searchRequest })
    expect([found.status, shapeOf(found.body)]).toEqual([200, shapeOf(examples.search)])
    expect(found.body).toEqual({
      ...examples.search,
      results: [{ ...examples.search.results[0], email_id: message.id, score: 0.6 }],
      total: 1,
    })
  })

  test('all words come before some words, and filters leave out', async () => {
    const { current, mailbox, receive } = await newMoMail(app)
    const [one, two] = [await mailbox('search.one'), await mailbox('search.two')]
    await receive(one.mailbox_id, 'Invoice from Acme', 'last week', 'billing@acme.test')
    clock.set('2024-02-01T00:00:00.000Z')
    await receive(two.mailbox_id, 'Invoice', 'nothing else', 'other@shop.test')
    const search = async (body: object) => {
      const answer = schema.SearchAnswer.parse((await current('POST', '/search', { body })).body)
      return answer.results.map(({ subject, score }) => `${subject} ${score}`)
    }
    expect(await search({ query: 'acme INVOICE' })).toEqual(['Invoice from Acme 1'])
    expect(await search({ query: 'invoice' })).toEqual(['Invoice 1', 'Invoice from Acme 1'])
    const vague = 'invoice of acme industries'
    expect(await search({ query: vague })).toEqual(['Invoice from Acme 0.5', 'Invoice 0.25'])
    expect(await search({ query: vague, limit: 1, offset: 1 })).toEqual(['Invoice 0.25'])
    expect(await search({ query: vague, mailbox_id: two.mailbox_id })).toEqual(['Invoice 0.25'])
    expect(await search({ query: 'invoice', from: 'billing@acme.test' })).toEqual(['Invoice from Acme 1'])
    expect(await search({ query: 'invoice', from: 'nobody' })).toEqual([])
    expect(await search({ query: 'invoice', to: two.email_address })).toEqual(['Invoice 1'])
    expect(await search({ query: 'invoice', subject: 'from ac' })).toEqual(['Invoice from Acme 1'])
    expect(await search({ query: 'invoice', date_from: '2024-02-01' })).toEqual(['Invoice 1'])
    expect(await search({ query: 'invoice', date_to: '2024-01-15' })).toEqual(['Invoice from Acme 1'])
    expect(await search({ query: 'invoice', date_to: '2024-01-15T10:29:59Z' })).toEqual([])
    expect(await search({ query: 'OR AND ( " body: *' })).toEqual([])
    for (const filters of [
      { from: '"', to: '@', subject: '-' },
      { date_to: '9999-12-31' },
      { date_to: '9999-12-31T23:59:59-05:00', date_from: '0000-01-01T00:00:00+05:00' },
    ])
      expect(await search({ query: 'acme', ...filters })).toEqual(['Invoice from Acme 1'])
    for (const body of [{}, { query: 'x', date_from: 'yesterday' }, { query: 'x', limit: 101 }])
      expect(errorOf(await current('POST', '/search', { body })).code).toBe('VALIDATION_ERROR')
  })
})
