import { createHash } from 'node:crypto'
import { makeCrashMail, type Chance, type CrashMail, type MailChoice } from './crash-mail.ts'

/** What became of a mail as its sender saw it. `unsure`: the connection ended before an answer. */
type Fate = 'unsure' | 'acknowledged' | 'refused'

export type Entry = Omit<CrashMail, 'raw'> & { sha256: string; fate: Fate }
export type Ledger = ReturnType<typeof createLedger>

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Everything that was sent, and what the server said to it. */
export function createLedger(chance: Chance) {
  const entries = new Map<string, Entry>()
  return {
    entries: (): Entry[] => [...entries.values()],
    /** By the hash of its bytes: no two mails are alike. */
    find: (hash: string): Entry | undefined => entries.get(hash),
    /** A new mail, noted as `unsure` before it is sent. */
    next(choice?: MailChoice): { raw: Buffer; entry: Entry } {
      const { raw, ...mail } = makeCrashMail(chance, entries.size + 1, choice)
      const entry: Entry = { ...mail, sha256: sha256(raw), fate: 'unsure' }
      entries.set(entry.sha256, entry)
      return { raw, entry }
    },
    count: (fate: Fate): number => [...entries.values()].filter(entry => entry.fate === fate).length,
  }
}
