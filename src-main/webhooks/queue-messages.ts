import type { MessageSummary } from '#shared/api/message-shapes.ts'
import type { NewDelivery as StoredMessage } from '../events/bus.ts'
import type { NewDelivery, WriteQueued } from './delivery-repository.ts'
import { messageReceived } from './happenings.ts'
import { covers, wantedMomail, wants, wantsOwn, type Registry, type Target } from './registry.ts'

/** Messages of an account, or of a part of it, after a `seq`, oldest first. */
export type NewMessages = (
  asked: Pick<Target, 'accountId' | 'mailboxId' | 'domains'> & { after: number; limit: number },
) => Promise<MessageSummary[]>

export type MomailEvent = (event: string, message: MessageSummary) => object

type Deps = {
  registry: Registry
  newMessages: NewMessages
  /** A new message as MoMail tells of it. */
  momailEvent: MomailEvent
  /** How many more deliveries may wait for a receiver. */
  roomOf: (webhookId: string) => Promise<number>
  write: WriteQueued
  rowsPerWrite: number
}

type Page = { id: string; deliveries: NewDelivery[]; lastSeq: number; more: boolean }

/**
 * Queues new messages. It needs no memory for them: every webhook has the seq up to which it was told, so what a crash
 * or a slow receiver leaves over is read from the store later.
 */
export function createMessageQueue(deps: Deps) {
  const { registry, newMessages, momailEvent, roomOf, write, rowsPerWrite } = deps
  /** Webhooks with messages after their seq. */
  const behind = new Set<string>()
  /** Those of them whose receivers have to take something first. */
  const full = new Set<string>()

  async function readPage(id: string): Promise<Page | undefined> {
    behind.delete(id)
    const target = registry.get(id)
    if (!target) return undefined
    const limit = Math.min(await roomOf(id), rowsPerWrite)
    if (limit <= 0) return void full.add(id)
    const messages = await newMessages({ ...target, after: target.afterSeq, limit })
    const last = messages.at(-1)
    if (!last) return undefined
    const deliveries = messages.flatMap(message => toDeliveries(target, message))
    return { id, deliveries, lastSeq: last.seq, more: messages.length === limit }
  }

  /** The same message in the words of each event that the webhook wants. */
  function toDeliveries(target: Target, message: MessageSummary): NewDelivery[] {
    const own = wantsOwn(target, 'message.received') ? [messageReceived(target.id, message)] : []
    const momail = wantedMomail(target).map(event => ({
      webhookId: target.id,
      event,
      payload: JSON.stringify(momailEvent(event, message)),
    }))
    return [...own, ...momail]
  }

  async function writePages(pages: Page[]): Promise<void> {
    const advances = pages.map(({ id, lastSeq }) => ({ webhookId: id, afterSeq: lastSeq }))
    await write(
      pages.flatMap(({ deliveries }) => deliveries),
      advances,
    )
    for (const { id, lastSeq, more } of pages) {
      registry.advance(id, lastSeq)
      if (more) behind.add(id)
    }
  }

  async function writeNext(ids: string[]): Promise<void> {
    let pages: Page[] = []
    let rows = 0
    for (const id of ids) {
      const page = await readPage(id)
      if (page) pages.push(page)
      rows += page?.deliveries.length ?? 0
      if (rows < rowsPerWrite) continue
      await writePages(pages)
      pages = []
      rows = 0
    }
    await writePages(pages)
  }

  return {
    hasWork: (): boolean => behind.size > 0,
    accept(stored: StoredMessage[]): void {
      for (const target of registry.all())
        if (!behind.has(target.id) && wants(target, 'message.received'))
          if (stored.some(message => covers(target, message))) behind.add(target.id)
    },
    catchUp(id: string): void {
      const target = registry.get(id)
      if (target && wants(target, 'message.received')) behind.add(id)
    },
    refill(id: string): void {
      if (full.delete(id)) behind.add(id)
    },
    /** A page for each that is behind; some may be behind still, and all when it fails. */
    async flush(): Promise<void> {
      const ids = [...behind]
      await writeNext(ids).catch((error: unknown) => {
        for (const id of ids) behind.add(id)
        throw error
      })
    },
  }
}
