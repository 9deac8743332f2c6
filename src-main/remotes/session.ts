import { z } from 'zod'
import type { RemoteFailure } from '#shared/api/remote-shapes.ts'
import type { Provider } from '../providers/provider.ts'
import type { SecretKind } from '../secrets/secret-store.ts'
import { holds } from './polling/backoff.ts'
import { emptyLedger, Ledger, type Limits } from './polling/ledger.ts'
import type { PollFacts } from './polling/next-round.ts'
import type { Demand } from './polling/pace.ts'
import type { RemoteRow } from './remote-row.ts'

/** What is kept of a remote's polling over restarts. Times are unix milliseconds. */
export const Progress = z.object({
  ledger: Ledger,
  trouble: z.object({ failures: z.int(), until: z.number() }).nullable(),
  lastRoundAt: z.number().nullable(),
  lastSuccessAt: z.number().nullable(),
  /** What rounds cost lately. */
  cost: z.number().min(1).default(1),
  /** Where the list of all messages goes on. */
  next: z.string().nullable(),
})
export type Progress = z.infer<typeof Progress>

const noProgress: Progress = {
  ledger: emptyLedger,
  trouble: null,
  lastRoundAt: null,
  lastSuccessAt: null,
  cost: 1,
  next: null,
}

/** A remote while Mayfly runs. */
export type Session = {
  row: RemoteRow
  /** Without one that it needs, nothing is called. */
  hasKey: boolean
  key: { kind: SecretKind; readOnly: boolean } | null
  provider: Provider
  progress: Progress
  failure: (RemoteFailure & { at: number }) | null
  /** Calls under way. */
  calling: number
  /** Mailboxes made or changed at the service from here: a list that was begun before knows nothing of it. */
  acted: number
  /** Calls made since Mayfly started. */
  made: number
  live: boolean
  /** Something is known to have changed there: messages, or mailboxes too. */
  changed: false | 'messages' | 'mailboxes'
  /** Messages that an event said are gone. */
  gone: Set<string>
  /** What is gone may have been missed: all is listed next. */
  whole: boolean
  jitter: number
  /** Somebody looks until then, at one mailbox or at all. */
  lookingUntil: number
  lookingAt: number | null
  /** How many calls wait for mail of a mailbox; null: of any. */
  waits: Map<number | null, number>
  /** Messages that are known to be there and could not be fetched yet. */
  backlog: number
  /** Messages that could not be fetched or read, and how often that was tried. */
  attempts: Map<string, number>
  rounds: number
  archiveReadAt: number | null
  /** Ends all that is going on for it. */
  life: AbortController
}

/** What is damaged is begun anew: a count of calls is worth no failing start. */
function readProgress(json: string | null): Progress {
  if (json === null) return noProgress
  try {
    return Progress.parse(JSON.parse(json))
  } catch {
    return noProgress
  }
}

type Opened = Pick<Session, 'row' | 'hasKey' | 'key' | 'provider'>

export const newSession = (opened: Opened, jitter: number): Session => ({
  ...opened,
  progress: readProgress(opened.row.progress),
  failure: null,
  calling: 0,
  made: 0,
  acted: 0,
  live: false,
  changed: false,
  gone: new Set(),
  whole: false,
  jitter,
  lookingUntil: 0,
  lookingAt: null,
  waits: new Map(),
  backlog: 0,
  attempts: new Map(),
  rounds: 0,
  archiveReadAt: null,
  life: new AbortController(),
})

export const limitsOf = ({ provider }: Session): Limits => provider.capabilities.limits

export function demandOf({ waits, lookingUntil }: Session, now: number): Demand {
  if (waits.size > 0) return 'waiting'
  // Further ahead than a minute it is of a clock that was set back since.
  return lookingUntil > now && lookingUntil <= now + lookingMs ? 'looking' : 'background'
}

/** How long a page is taken to be looked at since it said so. */
export const lookingMs = 60_000

export const isOff = ({ row, hasKey }: Session): boolean => row.paused === 1 || row.detached === 1 || !hasKey

/** What of it decides when to ask next. */
export function pollFacts(session: Session, now: number): PollFacts {
  const { ledger, trouble, lastRoundAt, cost } = session.progress
  return {
    ledger,
    limits: limitsOf(session),
    demand: demandOf(session, now),
    callsPerRound: cost,
    trouble: holds(trouble, now) ? trouble : null,
    lastRoundAt,
    live: session.live,
    changed: session.changed !== false,
    jitter: session.jitter,
  }
}
