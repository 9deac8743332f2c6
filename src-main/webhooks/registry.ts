import type { WebhookEvent } from '#shared/api/webhooks.ts'
import type { PlacedMailbox } from '../events/bus.ts'
import type { WebhookRow } from './repository.ts'

/** A webhook that is switched on, as queueing and sending need it. */
export type Target = {
  id: string
  accountId: string
  url: string
  events: readonly string[]
  mailboxId: string | null
  domains: readonly string[] | null
  secret: string
  /** Of the key that chose the url; null for the owner. */
  keyId: string | null
  /** Messages up to this seq are queued. */
  afterSeq: number
}

export type Registry = ReturnType<typeof createRegistry>

/** The webhooks that are switched on, in memory: every change in the store asks for them. */
export function createRegistry(rows: WebhookRow[]) {
  const targets = new Map<string, Target>()
  const put = (row: WebhookRow): void => {
    if (row.enabled === 1) targets.set(row.id, toTarget(row, targets.get(row.id)))
    else targets.delete(row.id)
  }
  rows.forEach(put)

  return {
    put,
    /** Messages up to this seq are queued. */
    advance(id: string, seq: number): void {
      const target = targets.get(id)
      if (target) target.afterSeq = Math.max(target.afterSeq, seq)
    },
    remove: (id: string): void => void targets.delete(id),
    get: (id: string): Target | undefined => targets.get(id),
    all: (): Target[] => [...targets.values()],
    isEmpty: (): boolean => targets.size === 0,
    ofAccount: (accountId: string): Target[] =>
      [...targets.values()].filter(target => target.accountId === accountId),
  }
}

export function wants({ events }: Pick<Target, 'events'>, type: WebhookEvent): boolean {
  return wantsOwn({ events }, type) || (type === 'message.received' && wantedMomail({ events }).length > 0)
}

/** Whether it wants an event in Mayfly's words. */
export function wantsOwn({ events }: Pick<Target, 'events'>, type: WebhookEvent): boolean {
  return events.includes(type) || events.includes('*')
}

/** Which of MoMail's events about a new message it wants: there is nothing between the two here. */
export function wantedMomail({ events }: Pick<Target, 'events'>): string[] {
  return ['email.received', 'email.processed'].filter(event => events.includes(event))
}

/** Whether what happens at a place is this webhook's business. */
export function covers(target: Target, { accountId, mailboxId, domain }: PlacedMailbox): boolean {
  return (
    target.accountId === accountId &&
    (target.mailboxId === null || target.mailboxId === mailboxId) &&
    (target.domains === null || target.domains.includes(domain))
  )
}

/** The row may be older than what is known to be queued: a change and the queue write to the store side by side. */
export function toTarget(row: WebhookRow, known?: Target): Target {
  return {
    id: row.id,
    accountId: row.account_id,
    url: row.url,
    events: JSON.parse(row.events) as string[],
    mailboxId: row.mailbox_id,
    domains: row.domains === null ? null : (JSON.parse(row.domains) as string[]),
    secret: row.secret,
    keyId: row.key_id,
    afterSeq: Math.max(row.after_seq, known?.afterSeq ?? 0),
  }
}
