import { expect, test } from 'vitest'
import { createEventBus, type StoreChange } from './bus.ts'
import { createMailboxListeners } from './mailbox-listeners.ts'

const placed = (mailboxId: string) => ({ mailboxId, accountId: 'local', domain: 'mayfly.test' })
const mail = (mailboxId: string, address: string): StoreChange => ({
  type: 'message.received',
  deliveries: [{ id: 'm', seq: 1, address, sizeBytes: 1, ...placed(mailboxId) }],
})
const deleted = (mailboxId: string): StoreChange => ({
  type: 'message.deleted',
  messages: [{ id: 'm', ...placed(mailboxId) }],
})

function setUp() {
  const events = createEventBus(error => {
    throw error
  })
  const listeners = createMailboxListeners(events)
  const heard: StoreChange[] = []
  return { ...events, add: (names: string[]) => listeners.add(names, change => heard.push(change)), heard }
}

test('who follows a mailbox by its id hears all that is about it, and nothing of others', () => {
  const { announce, add, heard } = setUp()
  add(['b1'])
  const own = [
    mail('b1', 'a@mayfly.test'),
    deleted('b1'),
    { type: 'mailbox.updated' as const, ...placed('b1') },
  ]
  for (const change of [...own, mail('b2', 'b@mayfly.test'), deleted('b2')]) announce(change)
  announce({ type: 'key.changed', keyId: 'k' })
  expect(heard).toEqual(own)
})

test('an address in any case is known from its first mail on, also when the mailbox comes again', () => {
  const { announce, add, heard } = setUp()
  add(['Anna@Mayfly.test'])
  const changes = [
    mail('b1', 'anna@mayfly.TEST'),
    deleted('b1'),
    mail('b2', 'anna@mayfly.test'),
    deleted('b2'),
  ]
  announce(deleted('b1'))
  for (const change of changes) announce(change)
  expect(heard).toEqual(changes)
})

test('known by id and address, it hears each change once, and nothing when it has ended', () => {
  const { announce, add, heard } = setUp()
  const end = add(['b1', 'anna@mayfly.test'])
  announce(mail('b1', 'anna@mayfly.test'))
  expect(heard).toHaveLength(1)
  end()
  announce(mail('b1', 'anna@mayfly.test'))
  announce(deleted('b1'))
  expect(heard).toHaveLength(1)
})
