import { AppError } from '#shared/api/errors.ts'
import type { Scope } from '#shared/api/scope.ts'
import type { MessageFilter } from './list-sql.ts'
import type { AskedFilters } from './message-filter.ts'
import type { MessageReader } from './reader.ts'
import type { MessageRepository } from './repository.ts'

/** Seqs read in one step of a scan, which others wait for. */
const pageSize = 20_000

type Asked = AskedFilters & { mailbox?: string | undefined; ids?: string[] | undefined }

/** Many messages with their sources, one after the other. */
export function createSources({
  repository,
  reader,
}: {
  repository: MessageRepository
  reader: MessageReader
}) {
  /** The seqs of all that match by now, oldest first. */
  async function seqsOf(filter: MessageFilter): Promise<number[]> {
    const found: number[] = []
    for (let before: number | null = null; ; before = found.at(-1)!) {
      const page: number[] = await repository.listSeqs({ filter, before, limit: pageSize })
      for (const seq of page) found.push(seq)
      if (page.length < pageSize) return found.reverse()
    }
  }

  async function seqsOfIds(scope: Scope, ids: string[]): Promise<number[]> {
    const rows = await Promise.all(ids.map(id => reader.find(scope, id)))
    return rows.map(({ seq }) => seq).sort((a, b) => a - b)
  }

  return {
    seqsOf,
    /** Which messages a request means. Throws `not_found` when one of its ids is unknown. */
    async select(scope: Scope, { ids, ...asked }: Asked): Promise<number[]> {
      if (!ids) return seqsOf(await reader.filterOf(scope, asked))
      if (Object.values(asked).some(value => value !== undefined)) {
        throw new AppError('bad_request', 'Give either ids or filters, not both.', {
          details: [{ field: 'ids' }],
        })
      }
      return seqsOfIds(scope, ids)
    },
    /** A message with its source; undefined when it has gone meanwhile. */
    async read(seq: number) {
      const row = await repository.findBySeq(seq)
      if (!row) return undefined
      const raw = await reader.sourceOf(row)
      if (!raw) return undefined
      return {
        raw,
        seq,
        address: row.address,
        sender: row.from_address,
        subject: row.subject,
        receivedAt: row.received_at,
      }
    },
    /** What there is in a mailbox, by size. */
    sizesIn: repository.sizesIn,
  }
}
