/**
 * One call, as it is kept. Empty ids: the owner has no key, nobody has no account either. A list and not an object,
 * because there are very many and JSON names every field.
 */
export type AuditEntry = [
  /** When it began, unix milliseconds. */
  at: number,
  accountId: string,
  keyId: string,
  method: string,
  route: string,
  status: number,
  ms: number,
  remoteAddress: string,
]

/** Entries that wait to be written: some seconds of a busy server, about 10 MB. */
const maxWaiting = 50_000
/** So many go at once when there are too many: taking single ones from the front is dear. */
const dropped = 1_000

/** Calls that wait to be written. While nothing can be written, the oldest beyond the bound are lost. */
export function createAuditLog({ onLoss }: { onLoss: () => void }) {
  let waiting: AuditEntry[] = []
  let lossIsTold = false

  function bound(): void {
    if (waiting.length <= maxWaiting) return
    waiting = waiting.slice(waiting.length - maxWaiting + dropped)
    if (!lossIsTold) onLoss()
    lossIsTold = true
  }

  return {
    add(entry: AuditEntry): void {
      if (waiting.length === 0) lossIsTold = false
      waiting.push(entry)
      bound()
    },
    /** The oldest, at most `limit`. */
    take: (limit: number): AuditEntry[] => waiting.splice(0, limit),
    putBack(entries: AuditEntry[]): void {
      waiting = [...entries, ...waiting]
      bound()
    },
  }
}
