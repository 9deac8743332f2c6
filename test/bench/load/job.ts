import type { MailKind } from '../mails/mail.ts'

/** A load to put on a server, and what came of it. Crosses to the load's process as JSON. */
export type LoadJob = {
  port: number
  kind: MailKind
  /** The number of the first mail; numbers make mails differ. */
  first: number
  messages: number
  /** To so many mailboxes in turn; without it each mail goes to one of its own. */
  mailboxes?: number
  connections: number
  /** False opens a connection for every mail. */
  keepOpen: boolean
  /** Sends so many a second, each on a connection of its own, whether or not earlier ones were answered as long as few are not. */
  perSecond?: number
  timeoutMs: number
}

export type LoadResult = {
  /** Mails answered with 250 after their last byte. */
  acknowledged: number
  /** From the first connect to the last 250. */
  ms: number
  /** CPU time of the load's own process, to see that it is not what is measured. */
  loadCpuMs: number
  /** Why it is not all of them. */
  problem: string | null
}

export type Load = { name: string; run(job: LoadJob): Promise<LoadResult>; stop(): void }
