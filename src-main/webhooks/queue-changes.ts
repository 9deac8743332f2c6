import type { Mailbox } from '#shared/api/mailboxes.ts'
import type { NewDelivery, WriteQueued } from './delivery-repository.ts'
import {
  mailboxChanged,
  messagesChanged,
  toHappenings,
  type Happening,
  type OtherChange,
} from './happenings.ts'
import type { Registry } from './registry.ts'

type Deps = {
  registry: Registry
  findMailbox: (id: string) => Promise<Mailbox | null>
  roomOf: (webhookId: string) => Promise<number>
  write: WriteQueued
  rowsPerWrite: number
  now: () => number
  onError: (error: unknown) => void
}

/** Changes that are not written yet; the store would have to stand still for so many. */
const maxWaiting = 10_000

/** Queues what happens but new messages. It cannot be read again later, so it waits in memory, and not without bound. */
export function createChangeQueue(deps: Deps) {
  const { registry, rowsPerWrite } = deps
  /** Webhooks for which changes were lost since they last had room; said once. */
  const losing = new Set<string>()
  let waiting: Happening[] = []

  function lose(webhookId: string): void {
    if (!losing.has(webhookId))
      deps.onError(new Error(`The webhook ${webhookId} takes too little: it is not told of every change.`))
    losing.add(webhookId)
  }

  async function queue(changes: Happening[]): Promise<void> {
    for (const id of new Set(changes.map(({ webhookId }) => webhookId))) {
      if ((await deps.roomOf(id)) > 0) losing.delete(id)
      else lose(id)
    }
    const fitting = changes.filter(({ webhookId }) => !losing.has(webhookId))
    await deps.write(await Promise.all(fitting.map(toDelivery)), [])
    waiting = waiting.slice(changes.length)
  }

  async function toDelivery(change: Happening): Promise<NewDelivery> {
    if ('messages' in change) return messagesChanged(change, change.messages)
    const { mailbox } = change
    const found = change.type === 'mailbox.deleted' ? null : await deps.findMailbox(mailbox.mailboxId)
    return mailboxChanged(change, mailbox, found)
  }

  return {
    hasWork: (): boolean => waiting.length > 0,
    accept(change: OtherChange): void {
      for (const happening of toHappenings(change, registry.all(), deps.now())) {
        if (waiting.length < maxWaiting) waiting.push(happening)
        else lose(happening.webhookId)
      }
    },
    async flush(): Promise<void> {
      while (waiting.length > 0) await queue(waiting.slice(0, rowsPerWrite))
    },
  }
}
