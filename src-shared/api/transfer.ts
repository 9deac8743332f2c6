import { z } from 'zod'
import { flag } from './fields.ts'
import { Job } from './jobs.ts'
import { operation } from './operation.ts'
import { mailFilters } from './messages.ts'

/** How mail is imported. Travels as the query of `POST /import`, whose body are the files. */
export const ImportOptions = z.strictObject({
  /** The mailbox that gets all of it, by id or address; left out, each mail goes to its own recipients. */
  mailbox: z.string().min(1).max(320).optional(),
  /** When it counts as received: now, or when its header says it was sent. */
  date: z.enum(['now', 'original']).default('now'),
  /** A mail that the mailbox has already, byte for byte. */
  duplicates: z.enum(['skip', 'keep']).default('skip'),
  /** The name of a file that is sent alone as the body. */
  name: z.string().min(1).max(1000).default('mail'),
})
export type ImportOptions = z.infer<typeof ImportOptions>

/** What is exported, and as what. Travels as the query of `GET /export`. */
export const ExportOptions = z.strictObject({
  format: z.enum(['mbox', 'zip']).default('mbox'),
  ...mailFilters,
  /** These messages and no other, with commas between them. */
  ids: z
    .string()
    .max(40_000)
    .transform(text => text.split(','))
    .pipe(z.array(z.uuid('must be ids of messages with commas between them')).max(1000))
    .optional(),
})
export type ExportOptions = z.infer<typeof ExportOptions>

export const transferOperations = {
  deleteInBackground: operation({
    method: 'POST',
    path: '/jobs/deletion',
    summary:
      'Deletes all messages that match, as a job; pinned ones stay unless `pinned` is true. What arrives meanwhile stays.',
    access: 'owner',
    body: z.strictObject({ ...mailFilters, pinned: flag().default(false) }),
    output: Job,
    status: 201,
  }),
}
