import { setImmediate } from 'node:timers/promises'
import { toTimestamp } from '#shared/api/fields.ts'
import type { Handlers } from '#shared/api/handler.ts'
import { cutPage } from '../storage/page.ts'
import type { AuditFilter } from './audit-filter.ts'
import type { AuditEntry } from './audit-log.ts'
import type { AuditPart } from './audit-sql.ts'
import type { UsageRepository } from './repository.ts'

type Deps = {
  repository: Pick<UsageRepository, 'countAudit' | 'searchAudit'>
  /** Undefined for a key that was deleted. */
  keyName: (keyId: string) => string | undefined
  /** Writes what waits, so that the list has it. */
  flush: () => Promise<void>
}

export function createAuditHandlers({ repository, keyName, flush }: Deps): Handlers<'listAudit'> {
  /**
   * Goes back block by block, a few milliseconds each, and lets others be served in between. Only a filter makes it go
   * through all that is kept: then what fits is counted on the way.
   */
  async function search(filter: AuditFilter, before: number, wanted: number) {
    const found: AuditPart['found'] = []
    const isNarrowed = Object.values(filter).some(value => value !== undefined)
    let counted = 0
    let endsBefore = isNarrowed ? Number.MAX_SAFE_INTEGER : before
    while (isNarrowed || found.length < wanted) {
      const part = await repository.searchAudit({ endsBefore, filter, before, wanted: wanted - found.length })
      if (!part) break
      found.push(...part.found)
      counted += part.total
      endsBefore = part.first
      await setImmediate()
    }
    return { found, total: isNarrowed ? counted : await repository.countAudit() }
  }

  return {
    async listAudit({ limit, cursor, ...asked }) {
      await flush()
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)
      const { found, total } = await search(toFilter(asked), before, limit + 1)
      const { shown, last } = cutPage(found, limit)
      const items = shown.map(({ entry }) => toEntry(entry, keyName))
      return { items, nextCursor: last ? String(last.number) : null, total }
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

function toEntry(entry: AuditEntry, keyName: Deps['keyName']) {
  const [at, accountId, keyId, method, route, status, ms, remoteAddress] = entry
  return {
    at: toTimestamp(at),
    key: keyId === '' ? null : { id: keyId, name: keyName(keyId) ?? null },
    accountId: accountId === '' ? null : accountId,
    ...{ method, route, status, ms, remoteAddress },
  }
}
