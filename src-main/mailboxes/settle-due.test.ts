import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../storage/database.ts'
import { migrate } from '../storage/migrate.ts'
import { migrations } from '../storage/migrations/index.ts'
import { insertMailbox } from './change-mailbox.ts'
import { settleDue } from './settle-due.ts'

const minuteMs = 60_000

test('of expired mailboxes those that expired last are remembered, and what still has mail', () => {
  const db = openDatabase(':memory:')
  onTestFinished(() => db.close())
  migrate(db, { migrations, backup: () => {} })
  const add = (localPart: string, minutes: number) =>
    insertMailbox(db, {
      ...{
        localPart,
        domain: 'mayfly.test',
        accountId: 'local',
        tag: null,
        recoverable: false,
        origin: 'api',
      },
      expiresAt: minutes * minuteMs,
      now: 0,
    })
  const settle = (minutes: number) =>
    settleDue(db, { now: minutes * minuteMs, archiveLimits: {}, mostExpired: 3 })
  const left = () =>
    db
      .all<{ local_part: string }>('SELECT local_part FROM mailboxes ORDER BY expires_at')
      .map(({ local_part }) => local_part)

  // Made in another order than they expire.
  for (const [name, minutes] of [
    ['fourth', 4],
    ['full', 1],
    ['third', 3],
    ['second', 2],
  ] as const)
    add(name, minutes)
  db.run("UPDATE mailboxes SET message_count = 1000 WHERE local_part = 'full'")
  settle(3)
  expect(left()).toEqual(['full', 'second', 'third', 'fourth'])
  settle(4)
  expect(left()).toEqual(['full', 'third', 'fourth'])
})
