import { afterAll, beforeAll, expect, test } from 'vitest'
import { queries } from '#main/app/queries.ts'
import { openDatabase, type Db, type SqlValue } from '#main/storage/database.ts'
import { migrate } from '#main/storage/migrate.ts'
import { migrations } from '#main/storage/migrations/index.ts'

let db: Db
beforeAll(() => {
  db = openDatabase(':memory:')
  migrate(db, { migrations, backup: () => {} })
})
afterAll(() => db.close())

/** How SQLite reads the larger tables for a query: `d` and `m` are deliveries and mailboxes. */
function plansOf(query: (db: Db) => unknown): string[] {
  const plans: string[] = []
  const explain = (sql: string, params: SqlValue[]) => {
    for (const { detail } of db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params))
      if (/^(SCAN|SEARCH) (d|m|mailboxes|deliveries|message_index)\b/.test(detail)) plans.push(detail)
  }
  query({
    ...db,
    all: <Row>(sql: string, ...params: SqlValue[]) => (explain(sql, params), db.all<Row>(sql, ...params)),
    get: <Row>(sql: string, ...params: SqlValue[]) => (explain(sql, params), db.get<Row>(sql, ...params)),
  })
  return plans.map(plan => plan.replace(/ \(.*/, ''))
}

const store = { accountId: null, domains: null }
const account = { accountId: 'local', domains: null }
const page = { limit: 50, before: null }
const none = { match: null, conditions: [], mailboxKey: null }

const { mailboxes, messages, metrics } = queries
const missed = { after: 0, limit: 1_000 }

test.each<[string, (db: Db) => unknown, string[]]>([
  [
    'the list of mailboxes',
    db => mailboxes.reads.listMailboxes(db, { scope: store, ...page }),
    ['SEARCH mailboxes USING INDEX mailboxes_in_use'],
  ],
  [
    'the list of an account',
    db => mailboxes.reads.listMailboxes(db, { scope: account, ...page }),
    ['SEARCH mailboxes USING INDEX mailboxes_in_use_by_account'],
  ],
  [
    'a list by status',
    db => mailboxes.reads.listMailboxes(db, { scope: store, status: 'expired', ...page }),
    ['SEARCH mailboxes USING INDEX mailboxes_by_status'],
  ],
  [
    'a quota',
    db => mailboxes.reads.quotaUse(db, { accountId: 'local', now: 0 }),
    ['SEARCH mailboxes USING INDEX mailboxes_made'],
  ],
  ['counts for the metrics', db => metrics.reads.countMailboxes(db), []],
  ['totals of an account', db => messages.reads.totals(db, account), []],
  ['a count of an account', db => messages.reads.keptCount(db, { ...none, scope: account }), []],
  [
    'what an account missed',
    db => messages.reads.listAfter(db, { ...missed, mailboxId: null, scope: account }),
    ['SEARCH d USING INDEX deliveries_by_account', 'SEARCH m USING INTEGER PRIMARY KEY'],
  ],
  [
    'a page of a list',
    db => messages.reads.listMessages(db, { filter: { ...none, scope: store }, ...page }),
    ['SCAN d', 'SEARCH m USING INTEGER PRIMARY KEY'],
  ],
  [
    'a later page of a mailbox',
    db =>
      messages.reads.listMessages(db, {
        filter: { ...none, mailboxKey: 1, scope: store },
        before: 9,
        limit: 50,
      }),
    ['SEARCH d USING INDEX deliveries_by_mailbox', 'SEARCH m USING INTEGER PRIMARY KEY'],
  ],
  [
    'the count of a word',
    db =>
      messages.scans.countMatches(db, { filter: { ...none, match: 'body : "a"', scope: store }, limit: 9 }),
    ['SCAN message_index VIRTUAL TABLE INDEX 192:M7', 'SEARCH d USING COVERING INDEX deliveries_by_content'],
  ],
  [
    'the count of a filter',
    db => {
      const conditions = [{ sql: 'd.unread = 1', params: [] }]
      return messages.scans.countMatches(db, { filter: { ...none, conditions, scope: store }, limit: 9 })
    },
    ['SCAN d'],
  ],
  [
    'retention of the store',
    db =>
      messages.writes.deleteOldest(db, { limits: { messages: null, bytes: null, olderThan: 1 }, step: 1 }),
    ['SEARCH d USING INDEX deliveries_by_account_time', 'SEARCH m USING INTEGER PRIMARY KEY'],
  ],
  [
    'retention of an account',
    db => messages.writes.deleteOldOfAccounts(db, { accounts: [{ key: 1, olderThan: 1 }], step: 1 }),
    ['SEARCH d USING INDEX deliveries_by_account_time', 'SEARCH m USING INTEGER PRIMARY KEY'],
  ],
])('%s reads by its index', (_name, query, plans) => {
  expect(plansOf(query)).toEqual(plans)
})

test('what was missed in a mailbox is read by its index', () => {
  db.run(
    `INSERT INTO mailboxes (id, account_id, address_key, local_part, domain, status, origin, created_at)
     VALUES ('box', 'local', 'a@b', 'a', 'b', 'active', 'api', 0)`,
  )
  expect(plansOf(db => messages.reads.listAfter(db, { ...missed, mailboxId: 'box', scope: store }))).toEqual([
    'SEARCH mailboxes USING COVERING INDEX sqlite_autoindex_mailboxes_1',
    'SEARCH d USING INDEX deliveries_by_mailbox',
    'SEARCH m USING INTEGER PRIMARY KEY',
  ])
})
