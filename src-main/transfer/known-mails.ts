import { createHash } from 'node:crypto'

type Deps = {
  /** All messages of a mailbox, by their size. */
  sizesIn: (mailboxKey: number) => Promise<{ seq: number; bytes: number }[]>
  /** The source; undefined when the message has gone. */
  sourceOf: (seq: number) => Promise<Buffer | undefined>
}

/** A source, as it is remembered. */
export type Fingerprint = { bytes: number; hash: string }

/** A stored message of some size: its hash is worked out when another of that size comes. */
type Stored = { seq: number; hash?: string | undefined }

export function fingerprintOf(raw: Buffer): Fingerprint {
  return { bytes: raw.length, hash: createHash('sha256').update(raw).digest('base64') }
}

/**
 * Which mails a mailbox has, byte for byte, for the length of one import: what was there when it was first asked about
 * the mailbox, and what it was told of since. Of what is stored only those are read that have the size of one that comes.
 */
export function createKnownMails({ sizesIn, sourceOf }: Deps) {
  const stored = new Map<number, Promise<Map<number, Stored[]>>>()
  const added = new Map<string, Set<string>>()

  async function load(mailboxKey: number): Promise<Map<number, Stored[]>> {
    const bySize = new Map<number, Stored[]>()
    for (const { seq, bytes } of await sizesIn(mailboxKey)) {
      const same = bySize.get(bytes)
      if (same) same.push({ seq })
      else bySize.set(bytes, [{ seq }])
    }
    return bySize
  }

  async function isStored(mailboxKey: number, { bytes, hash }: Fingerprint): Promise<boolean> {
    const loading = stored.get(mailboxKey) ?? load(mailboxKey)
    stored.set(mailboxKey, loading)
    for (const one of (await loading).get(bytes) ?? []) {
      if (one.hash === undefined) {
        const raw = await sourceOf(one.seq)
        one.hash = raw ? fingerprintOf(raw).hash : ''
      }
      if (one.hash === hash) return true
    }
    return false
  }

  return {
    /** Whether an address has it; from then on it has. `mailboxKey` is undefined where there is no mailbox yet. */
    async takes(address: string, mailboxKey: number | undefined, mail: Fingerprint): Promise<boolean> {
      const here = added.get(address) ?? new Set()
      added.set(address, here)
      if (here.has(mail.hash)) return false
      here.add(mail.hash)
      return mailboxKey === undefined || !(await isStored(mailboxKey, mail))
    },
  }
}
