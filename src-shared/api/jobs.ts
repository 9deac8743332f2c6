import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { operation } from './operation.ts'

export const JobKind = z.enum(['import', 'deletion', 'backup', 'restore'])
export type JobKind = z.infer<typeof JobKind>

/** Work that takes a while: it goes on when whoever started it is gone, tells how far it is, and can be cancelled. */
export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What it is about: a file, a mailbox, a backup. */
  subject: z.string(),
  /** How far it is, of `total`; bytes or messages, as the kind has it. `total` is null while nobody knows. */
  done: z.int(),
  total: z.int().nullable(),
  /** What came of it so far: `imported`, `duplicates` and `failed`, or `deleted`. */
  counts: z.record(z.string(), z.int()),
  /** What was left out, and why: the first hundred. */
  failures: z.array(z.object({ name: z.string(), message: z.string() })),
  /** Why the whole of it failed. */
  error: z.string().nullable(),
  /** The name of the backup that it made. */
  backup: z.string().nullable(),
  startedAt: Timestamp,
  finishedAt: Timestamp.nullable(),
})
export type Job = z.infer<typeof Job>

const jobParams = z.strictObject({ id: z.string().min(1).max(100) })

export const jobOperations = {
  listJobs: operation({
    method: 'GET',
    path: '/jobs',
    summary: 'Long work that runs, and what has finished lately, newest first.',
    access: 'owner',
    output: z.object({ items: z.array(Job) }),
  }),
  getJob: operation({
    method: 'GET',
    path: '/jobs/:id',
    summary: 'How far one is, or what came of it.',
    access: 'owner',
    params: jobParams,
    output: Job,
  }),
  endJob: operation({
    method: 'DELETE',
    path: '/jobs/:id',
    summary: 'Cancels one that runs: what it has done so far stays. Forgets one that has finished.',
    access: 'owner',
    params: jobParams,
    output: z.void(),
    status: 204,
  }),
}
