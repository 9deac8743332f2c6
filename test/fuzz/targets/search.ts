import fc from 'fast-check'
import { createTestStore } from '#main/messages/search/test-store.ts'
import { ErrorBody } from '#shared/api/error-body.ts'
import { parseSearch } from '#shared/search/parse.ts'
import { times } from '../damage.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { headerNames, now, searches, type Search } from '../search/grammar.ts'
import { makeMails } from '../search/mails.ts'
import { strangeTexts } from '../strange-values.ts'
import { tryInput, type Found, type Random, type Target } from '../target.ts'

const grammarPerRound = 120
const typedPerRound = 60
/** Of a list, so many are shown; fewer mails than that are all found. */
const mailCount = 50

/** Searches by the grammar, held against a plain evaluation of what they say; and whatever else can be typed. */
export const search: Target = {
  name: 'search',
  shortRounds: 1,
  async open() {
    const mails = makeMails(mailCount)
    const store = createTestStore(mails, now)
    const fuzzed = await openFuzzedApp()
    await fill(fuzzed)

    function agrees({ q, holds }: Search): void {
      const parsed = parseSearch(q)
      if (!parsed.ok && /at most/.test(parsed.error.message)) return
      if (!parsed.ok) throw new Error(parsed.error.message)
      store.headersRead.length = 0
      const found = store.findTree(parsed.query).toSorted()
      const expected = mails.filter(holds).map(({ name }) => name).toSorted() // prettier-ignore
      if (found.join() !== expected.join()) throw new Error(`found ${found.join()}, not ${expected.join()}`)
      // Taking a mail's details apart is what a search can waste: once for each header that is asked for, on page and list.
      const most = mailCount * 2 * (q.split('header:').length - 1)
      if (store.headersRead.length > most)
        throw new Error(`${store.headersRead.length} mails were taken apart`)
    }

    return {
      async round(random, seed) {
        const found = grammarFailure(
          fc.check(fc.property(searches, agrees), { seed, numRuns: grammarPerRound }),
        )
        for (const q of times(typedPerRound, () => typed(random)))
          found.push(
            ...(await tryInput(
              () => q,
              () => ask(fuzzed, q),
            )),
          )
        for (const problem of fuzzed.takeFaults()) found.push({ problem, input: 'one of this round' })
        return { inputs: grammarPerRound + typedPerRound, found }
      },
      async close() {
        store.db.close()
        await fuzzed.app.stop()
      },
    }
  },
}

/** The smallest search that fails as the first that failed did. */
function grammarFailure({ failed, counterexample, errorInstance }: fc.RunDetails<[Search]>): Found[] {
  return failed ? [{ problem: String(errorInstance), input: counterexample?.[0].q ?? '' }] : []
}

async function fill({ app }: FuzzedApp): Promise<void> {
  for (const name of headerNames) {
    const payload = Buffer.from(
      `From: a@b.test\r\nSubject: red blue\r\n${name}: green\r\n\r\nzebra 482913\r\n`,
    )
    const headers = { host: 'localhost', 'content-type': 'message/rfc822' }
    await app.app.http.inject({
      method: 'POST',
      url: '/api/v1/mailboxes/a@mayfly.test/messages',
      headers,
      payload,
    })
  }
}

const marks = [
  ...['"', "'", '(', ')', '-', '--', '*', '**', ':', '^', '{', '}', '+', '=', ',', ';', '%', '_', '\\', '/', '?', '@', '.', '\n', '\t', ' '],
  ...[' OR ', ' AND ', ' NOT ', 'NEAR(', ' -(', '" "', '/*', 'from:', 'to:', 'subject:"', 'body:', 'header:', 'header:X-Red=', 'tag:', 'is:', 'has:code'],
  ...['before:', 'after:7d', 'after:99999d', 'before:2026-02-30', 'before:0000-01-01', 'larger:', 'larger:999999999999M', 'smaller:1.5k', 'headers:', 'rowid:', 'foo:'],
  ...['red', 'blu*', '\ud800', '\0', '請求書', 'ｶﾞ', 'İ', 'ß', '\u0301', '\u{1f44b}'],
] // prettier-ignore

function typed(random: Random): string {
  const kind = random.below(8)
  if (kind === 0) return random.pick(strangeTexts)
  if (kind === 1) return random.pick(marks).repeat(1 + random.below(400))
  return times(1 + random.below(12), () => random.pick(marks)).join(random.pick(['', '', ' ']))
}

async function ask({ app }: FuzzedApp, q: string): Promise<void> {
  const path = ['/messages', '/messages/landmarks', '/messages/latest', '/mailboxes/a@mayfly.test/messages']
  for (const url of path) {
    const query = new URLSearchParams({ q })
    const answer = await app.app.http.inject({
      url: `/api/v1${url}?${query}`,
      headers: { host: 'localhost' },
    })
    if (![200, 400, 404].includes(answer.statusCode)) throw new Error(`${answer.statusCode} ${answer.body}`)
    if (answer.statusCode !== 400) continue
    const { details = [] } = ErrorBody.parse(answer.json())
    for (const { position, length } of details as { position?: number; length?: number }[])
      if (position !== undefined && position + length! > q.length)
        throw new Error(`${position} + ${length} is behind the end`)
  }
}
