import { v7 as uuidv7 } from 'uuid'
import type { Db } from '../storage/database.ts'
import type { Repository } from '../storage/queries.ts'
import { switchOff } from './repository.ts'

export type DeliveryRow = {
  number: number
  id: string
  webhook_id: string
  event: string
  payload: string
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  next_at: number | null
  last_status: number | null
  last_error: string | null
  last_detail: string | null
  created_at: number
  delivered_at: number | null
}

export type NewDelivery = { webhookId: string; event: string; payload: string }

/** What a try led to. */
export type Outcome = {
  id: string
  webhookId: string
  at: number
  status: DeliveryRow['status']
  nextAt: number | null
  lastStatus: number | null
  /** What was wrong, without what the receiver said. */
  lastError: string | null
  /** With it; null when that adds nothing. */
  lastDetail: string | null
  /** The receiver wants no more: the webhook is switched off. */
  gone: boolean
}

/** Up to which message a webhook has been told. */
type Advance = { webhookId: string; afterSeq: number }
/** Writes deliveries and what they advance in one transaction. */
export type WriteQueued = (deliveries: NewDelivery[], advances: Advance[]) => Promise<void>
type Queued = { deliveries: NewDelivery[]; advances: Advance[]; now: number }

type Step = { webhookId: string; limit: number }

/** All that the API shows: not the payload. */
const shown =
  'number, id, webhook_id, event, status, attempts, next_at, last_status, last_error, last_detail, created_at, delivered_at'
export type ShownDelivery = Omit<DeliveryRow, 'payload'>

export const deliveryQueries = {
  reads: {
    listDeliveries(
      db: Db,
      asked: { webhookId: string; status: string | null; limit: number; before: number | null },
    ): { items: ShownDelivery[]; total: number } {
      const { webhookId, status } = asked
      const where = 'webhook_id = ? AND (? IS NULL OR status = ?)'
      return {
        items: db.all(
          `SELECT ${shown} FROM webhook_deliveries WHERE ${where} AND number < ? ORDER BY number DESC LIMIT ?`,
          webhookId,
          status,
          status,
          asked.before ?? Number.MAX_SAFE_INTEGER,
          asked.limit,
        ),
        total: db.get<{ n: number }>(
          `SELECT count(*) AS n FROM webhook_deliveries WHERE ${where}`,
          webhookId,
          status,
          status,
        )!.n,
      }
    },
    /** What is to be sent by now, the longest due first. */
    dueDeliveries: (db: Db, asked: { webhookId: string; now: number; limit: number }): DeliveryRow[] =>
      db.all(
        `SELECT * FROM webhook_deliveries WHERE webhook_id = ? AND status = 'pending' AND next_at <= ?
         ORDER BY next_at, number LIMIT ?`,
        asked.webhookId,
        asked.now,
        asked.limit,
      ),
    /** When something is to be sent next; null for never. */
    nextDue: (db: Db, webhookId: string): number | null =>
      db.get<{ at: number | null }>(
        "SELECT min(next_at) AS at FROM webhook_deliveries WHERE webhook_id = ? AND status = 'pending'",
        webhookId,
      )!.at,
    /** How many are to be sent, counted to `most`. */
    countPending: (db: Db, { webhookId, most }: { webhookId: string; most: number }): number =>
      db.get<{ n: number }>(
        `SELECT count(*) AS n FROM (
           SELECT 1 FROM webhook_deliveries WHERE webhook_id = ? AND status = 'pending' LIMIT ?)`,
        webhookId,
        most,
      )!.n,
  },
  writes: {
    /** Answers which webhooks are not there any more, or switched off. */
    queueDeliveries(db: Db, { deliveries, advances, now }: Queued): string[] {
      const gone = deliveries
        .filter(delivery => !insertDelivery(db, { ...delivery, now }))
        .map(({ webhookId }) => webhookId)
      for (const { webhookId, afterSeq } of advances)
        db.run('UPDATE webhooks SET after_seq = max(after_seq, ?) WHERE id = ?', afterSeq, webhookId)
      return [...new Set(gone)]
    },
    /** One to be sent at once; undefined when the webhook is gone or switched off. */
    insertDelivery,
    /** A try more, at once; undefined when there is no such delivery, or the webhook is switched off. */
    redeliver: (db: Db, asked: { id: string; webhookId: string; now: number }): ShownDelivery | undefined =>
      db.get(
        `UPDATE webhook_deliveries SET status = 'pending', next_at = ?, delivered_at = NULL
         WHERE id = ? AND webhook_id = (SELECT id FROM webhooks WHERE id = ? AND enabled = 1) RETURNING ${shown}`,
        asked.now,
        asked.id,
        asked.webhookId,
      ),
    /** What was given up meanwhile stays so, unless it was delivered after all. */
    recordOutcomes(db: Db, outcomes: Outcome[]): void {
      for (const outcome of outcomes) {
        db.run(
          `UPDATE webhook_deliveries SET status = ?, attempts = attempts + 1, next_at = ?, last_status = ?,
             last_error = ?, last_detail = ?, delivered_at = ? WHERE id = ? AND (status = 'pending' OR ? = 'delivered')`,
          outcome.status,
          outcome.nextAt,
          outcome.lastStatus,
          outcome.lastError,
          outcome.lastDetail,
          outcome.status === 'delivered' ? outcome.at : null,
          outcome.id,
          outcome.status,
        )
        if (outcome.gone) switchOff(db, outcome.webhookId)
      }
    },
    /** Moves what waits to where it was on a clock that was set back by so much. */
    moveDue: (db: Db, byMs: number): void =>
      void db.run("UPDATE webhook_deliveries SET next_at = next_at - ? WHERE status = 'pending'", byMs),
    /** Gives up what a webhook that is switched off was still to be told, at most `limit`. Answers how many. */
    giveUpDeliveries(db: Db, { webhookId, why, limit }: Step & { why: string }): number {
      return db.run(
        `UPDATE webhook_deliveries SET status = 'failed', next_at = NULL, last_error = ?, last_detail = NULL
         WHERE number IN (
           SELECT d.number FROM webhooks w JOIN webhook_deliveries d ON d.webhook_id = w.id
           WHERE w.id = ? AND w.enabled = 0 AND d.status = 'pending' LIMIT ?)`,
        why,
        webhookId,
        limit,
      ).changes
    },
    /** Answers how many went, at most `limit`. */
    deleteDeliveries: (db: Db, { webhookId, limit }: Step): number =>
      db.run(
        `DELETE FROM webhook_deliveries
         WHERE number IN (SELECT number FROM webhook_deliveries WHERE webhook_id = ? LIMIT ?)`,
        webhookId,
        limit,
      ).changes,
    /** Deletes from the log, at most `limit`: what is older than `olderThan`, and what is beyond the newest `keep`. */
    sweepDeliveries(
      db: Db,
      { olderThan, keep, limit }: { olderThan: number; keep: number; limit: number },
    ): number {
      const settled = "FROM webhook_deliveries WHERE status <> 'pending'"
      const { changes } = db.run(
        `DELETE FROM webhook_deliveries WHERE number IN (
           SELECT number ${settled} AND (created_at < ? OR number <=
             (SELECT number ${settled} ORDER BY number DESC LIMIT 1 OFFSET ?)) ORDER BY number LIMIT ?)`,
        olderThan,
        keep,
        limit,
      )
      return changes
    },
  },
}

export type DeliveryRepository = Repository<typeof deliveryQueries>

function insertDelivery(db: Db, delivery: NewDelivery & { now: number }): ShownDelivery | undefined {
  return db.get(
    `INSERT INTO webhook_deliveries (id, webhook_id, event, payload, status, next_at, created_at)
     SELECT ?, id, ?, ?, 'pending', ?, ? FROM webhooks WHERE id = ? AND enabled = 1 RETURNING ${shown}`,
    uuidv7(),
    delivery.event,
    delivery.payload,
    delivery.now,
    delivery.now,
    delivery.webhookId,
  )
}
