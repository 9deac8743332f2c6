import Database from 'better-sqlite3'
import { initial } from '#main/storage/migrations/0001-initial.ts'
import type { SearchNode } from '#shared/search/ast.ts'
import { parseSearch } from '#shared/search/parse.ts'
import { segmentForIndex } from '#shared/search/segment.ts'
import { compileSearch } from './compile.ts'
import { headerHas, type Header } from './header-has.ts'

/** A mail of the tests, each in one mailbox. What is left out is empty. */
export type TestMail = {
  name: string
  subject?: string
  from?: string
  to?: string
  cc?: string
  body?: string
  filename?: string
  headers?: Header[]
  receivedAt?: number
  sizeBytes?: number
  unread?: boolean
  pinned?: boolean
  code?: string
  tags?: string[]
}

/** The real schema in memory; `find` answers the names of the mails found, newest first. */
export function createTestStore(mails: readonly TestMail[], now: number) {
  const db = new Database(':memory:')
  db.exec(initial.sql)
  db.exec(`INSERT INTO accounts VALUES ('a', 'Local', 'unlimited', 0)`)
  db.exec(`INSERT INTO mailboxes (key, id, account_id, address_key, local_part, domain, status, origin, created_at)
    VALUES (1, 'm', 'a', 'u@x.test', 'u', 'x.test', 'active', 'api', 0)`)
  const headersRead: string[] = []
  db.function('header_has', { deterministic: true }, (packed, name, value) => {
    const mail: Pick<TestMail, 'name' | 'headers'> = JSON.parse(String(packed))
    headersRead.push(mail.name)
    return headerHas(mail.headers ?? [], String(name), String(value)) ? 1 : 0
  })
  mails.forEach((mail, index) => insert(db, mail, index + 1))

  function findTree(tree: SearchNode | null): string[] {
    const { sql, params } = listQuery(tree, now)
    return db.prepare<unknown[], string>(sql).pluck().all(params)
  }

  return {
    db,
    headersRead,
    findTree,
    find(q: string): string[] {
      const parsed = parseSearch(q)
      if (!parsed.ok) throw new Error(`${q}: ${parsed.error.message}`)
      return findTree(parsed.query)
    },
  }
}

/** The query of README.md. */
export function listQuery(tree: SearchNode | null, now: number, limit = 50) {
  const { match, conditions } = compileSearch(tree, now)
  const where = ['1', ...conditions.map(condition => condition.sql)].join(' AND ')
  const params = conditions.flatMap(condition => condition.params)
  const list = `SELECT d.id FROM deliveries d JOIN contents c ON c.id = d.content_id`
  const end = `${where} ORDER BY d.seq DESC LIMIT ${limit}`
  if (match === null) return { sql: `${list} WHERE ${end}`, params }
  const page = `SELECT message_index.rowid FROM message_index WHERE message_index MATCH ? AND EXISTS (
    SELECT 1 FROM deliveries d JOIN contents c ON c.id = d.content_id
    WHERE d.content_id = message_index.rowid AND ${where}) ORDER BY message_index.rowid DESC LIMIT ${limit}`
  return { sql: `${list} WHERE d.content_id IN (${page}) AND ${end}`, params: [match, ...params, ...params] }
}

function insert(db: Database.Database, mail: TestMail, id: number): void {
  const { receivedAt = 0, sizeBytes = 1000, subject = '', from = '' } = mail
  const attachments = mail.filename ? 1 : 0
  db.prepare(`INSERT INTO contents VALUES (?, ?, ?, ?, '', ?, '[]', '[]', '', ?, ?, '{}')`).run(
    ...[id, receivedAt, sizeBytes, subject, from, attachments, mail.code ?? null],
  )
  const headers = (mail.headers ?? []).map(header => `${header.name} ${header.value}`).join('\n')
  const columns = [subject, from, mail.to ?? '', mail.cc ?? '', mail.body ?? '', mail.filename ?? '', headers]
  db.prepare(
    `INSERT INTO message_index (rowid, subject, sender, recipients, cc, body, filename, headers)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, ...columns.map(segmentForIndex))
  db.prepare(`INSERT INTO deliveries VALUES (?, ?, ?, 1, 'u@x.test', ?, ?, ?, ?)`).run(
    ...[id, mail.name, id, receivedAt, sizeBytes, mail.unread ? 1 : 0, mail.pinned ? 1 : 0],
  )
  db.prepare('INSERT INTO details VALUES (?, ?)').run(
    id,
    JSON.stringify({ name: mail.name, headers: mail.headers }),
  )
  for (const tag of mail.tags ?? []) db.prepare('INSERT INTO message_tags VALUES (?, ?)').run(id, tag)
}
