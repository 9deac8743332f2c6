import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxCountedMatches } from '#shared/search/limits.ts'
import { httpClient, type ApiClient } from '#test/support/api-client.ts'
import { edge } from '#test/support/edge.ts'
import { sendMail } from '#test/support/send-mail.ts'
import { startApp, temporaryFolder, type TestApp } from '#test/support/start-app.ts'

/** One mail to so many recipients is as many messages. */
const recipients = 100

describe.each(['memory', 'file'])('searches in a store in %s', kind => {
  const folder = temporaryFolder()
  let app: TestApp
  let api: ApiClient
  beforeAll(async () => {
    app = await startApp({ dataDir: kind === 'memory' ? ':memory:' : folder.path })
    api = httpClient(app)
    for (let sent = 0; sent <= maxCountedMatches; sent += recipients) await sendToMany()
    await sendMail(app.smtpPort, { subject: 'A rare one', text: 'quokka', headers: { 'X-Kind': 'animal' } })
  })
  afterAll(async () => {
    await app.stop()
    folder.remove()
  })

  function sendToMany(count = recipients, text = 'hello'): Promise<unknown> {
    const to = Array.from({ length: count }, (_, index) => `r${index}@mayfly.test`)
    return sendMail(app.smtpPort, { to, subject: 'To all', text })
  }

  test('of a search no more are counted than the limit; paging goes on behind it', async () => {
    const { total } = await api.call('listMessages', { q: 'hello' })
    expect(total).toBe(maxCountedMatches)
    const seen = new Set<string>()
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await api.call('listMessages', {
        q: 'hello',
        limit: 200,
        ...(cursor === '' ? {} : { cursor }),
      })
      for (const { id } of page.items) seen.add(id)
      cursor = page.nextCursor
    }
    expect(seen.size).toBe(maxCountedMatches + recipients)
  })

  test('fewer are counted exactly, a list of everything too', async () => {
    expect((await api.call('listMessages', { q: 'quokka' })).total).toBe(1)
    expect((await api.call('listMessages', { q: 'header:X-Kind=animal' })).total).toBe(1)
    expect((await api.call('listMailboxMessages', { idOrAddress: 'r1@mayfly.test', q: 'hello' })).total).toBe(
      (maxCountedMatches + recipients) / recipients,
    )
    expect((await api.call('listMessages', {})).total).toBe(maxCountedMatches + recipients + 1)
  })

  test('one that was found before is found no more when it is deleted', async () => {
    const [found] = (await api.call('listMessages', { q: 'quokka' })).items
    await api.call('deleteMessage', { id: found!.id })
    expect((await api.call('listMessages', { q: 'quokka' })).items).toEqual([])
  })

  test('matches are counted one by one up to the limit, and of more as many', async () => {
    const [below, at, above] = edge(maxCountedMatches)
    let sent = 0
    const totalOf = async (count: number) => {
      for (; sent < count; sent += recipients) await sendToMany(Math.min(recipients, count - sent), 'numbat')
      sent = count
      return (await api.call('listMessages', { q: 'numbat' })).total
    }
    expect([await totalOf(below), await totalOf(at), await totalOf(above)]).toEqual([below, at, at])
  })
})
