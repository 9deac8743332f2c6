import type { TestMail } from '#main/messages/search/test-store.ts'
import { seededRandom } from '#test/support/seeded-random.ts'
import { times } from '../damage.ts'
import { headerNames, hourMs, now, tags, words } from './grammar.ts'

/** Mails of the words that are searched for. */
export function makeMails(count: number): TestMail[] {
  const random = seededRandom(7)
  const text = (most: number) => times(random.below(most + 1), () => random.pick(words)).join(' ')
  return times(count, index => ({
    name: `mail ${index}`,
    subject: text(2),
    from: text(1),
    to: text(2),
    cc: text(1),
    body: text(5),
    filename: text(1),
    headers: times(random.below(3), () => ({ name: random.pick(headerNames), value: random.pick(words) })),
    receivedAt: now - random.below(40) * hourMs,
    sizeBytes: random.below(5 * 1024),
    unread: random.chance(),
    pinned: random.below(3) === 0,
    tags: tags.filter(() => random.chance()),
    ...(random.chance() ? { code: '482913' } : {}),
  }))
}
