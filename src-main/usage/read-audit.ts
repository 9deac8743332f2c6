import { setImmediate } from 'node:timers/promises'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { cutPage } from '../storage/page.ts'
import type { AuditFilter, AuditRange, AuditRow } from './audit-sql.ts'
import type { UsageRepository } from './repository.ts'

type Deps = {
  repository: Pick<UsageRepository, 'auditRange' | 'listAudit' | 'countAudit'>
  /** Undefined for a key that was deleted. */
  keyName: (keyId: string) => string | undefined
  /** Writes what waits, so that the list has it. */
  flush: () => Promise<void>
}

/** Rows looked at in one go: a few milliseconds. No index helps every filter, and each would cost every call. */
const stepRows = 20_000

export function createAuditHandlers({ repository, keyName, flush }: Deps): Handlers<'listAudit'> {
  /** Goes back from the newest row; a page and the count of all that fit. Others are served in between. */
  async function search(filter: AuditFilter, all: AuditRange, before: number, wanted: number) {
    const rows: AuditRow[] = []
    let total = 0
    for (let to = all.to; to >= all.from; to -= stepRows) {
      const from = Math.max(all.from, to - stepRows + 1)
      total += await repository.countAudit({ filter, from, to })
      const page = { filter, from, to: Math.min(to, before - 1), limit: wanted - rows.length }
      if (page.limit > 0 && page.to >= from) rows.push(...(await repository.listAudit(page)))
      await setImmediate()
    }
    return { rows, total }
  }

  return {
    async listAudit({ limit, cursor, ...asked }) {
      await flush()
      const all = await repository.auditRange()
      if (!all) return { items: [], nextCursor: null, total: 0 }
      const filter = toFilter(asked)
      const before = cursor === undefined ? all.to + 1 : Number(cursor)
      const narrowed = Object.values(filter).some(value => value !== undefined)
      const { rows, total } = narrowed
        ? await search(filter, all, before, limit + 1)
        : {
            rows: await repository.listAudit({ filter, from: all.from, to: before - 1, limit: limit + 1 }),
            total: all.to - all.from + 1,
          }
      const { shown, last } = cutPage(rows, limit)
      return {
        items: shown.map(row => toEntry(row, keyName)),
        nextCursor: last ? String(last.number) : null,
        total,
      }
    },
  }
}

type Asked = Omit<AuditFilter, 'statuses' | 'since' | 'until'> & {
  status?: string | undefined
  since?: string | undefined
  until?: string | undefined
}

function toFilter({ status, since, until, ...rest }: Asked): AuditFilter {
  return {
    ...rest,
    statuses: status === undefined ? undefined : statusRange(status),
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  }
}

/** 404 is from 404 to 404, 4xx from 400 to 499. */
const statusRange = (status: string): [number, number] => [
  Number(status.replaceAll('x', '0')),
  Number(status.replaceAll('x', '9')),
]

function toEntry(row: AuditRow, keyName: Deps['keyName']) {
  return {
    at: toTimestamp(row.at),
    key: row.key_id === '' ? null : { id: row.key_id, name: keyName(row.key_id) ?? null },
    accountId: row.account_id === '' ? null : row.account_id,
    method: row.method,
    route: row.route,
    status: row.status,
    ms: row.ms,
    remoteAddress: row.remote_address,
  }
}
