import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plan } from '#shared/api/plans.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { Config } from '../config/schema.ts'
import type { EventBus } from '../events/bus.ts'
import { createJobHandlers } from '../jobs/handlers.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { limitsOf } from '../messages/retention-limits.ts'
import { createSources } from '../messages/sources.ts'
import { createTransfer } from '../transfer/transfer.ts'
import { createUploads } from '../transfer/uploads.ts'
import type { Storage } from './open-storage.ts'
import type { ReplaceStore } from './reopenable-app.ts'
import { refusalError } from './create-ingest.ts'
import { withinPlan } from './size-limit.ts'
import { wireBackups } from './wire-backups.ts'
import type { wireMail } from './wire-mail.ts'

type Deps = {
  config: Pick<Config, 'dataDir'>
  storeScript: URL
  replaceStore: ReplaceStore
  repositories: Storage['repositories']
  mail: Awaited<ReturnType<typeof wireMail>>
  jobs: Jobs
  settings: () => Settings
  planOf: (accountId: string) => Plan
  events: EventBus
  now: () => number
}

/** Import, export and backups, with what they have to know of messages and mailboxes; and the jobs that they are. */
export function wireTransfer({
  config,
  repositories,
  mail,
  jobs,
  settings,
  planOf,
  events,
  now,
  ...deps
}: Deps) {
  const { mailboxes, messages } = repositories
  const { reader, settle } = mail
  const sources = createSources({ repository: messages, reader })
  const uploads = createUploads({ folder: uploadFolder(config.dataDir) })
  const ingest = withinPlan(mail.ingest, { mailboxes, planOf })
  const transfer = createTransfer({
    startJob: jobs.start,
    uploads,
    imports: {
      ingest: async newMail => (await ingest({ ...newMail, imported: true })).refused.map(refusalError),
      room: () => limitsOf(settings(), now()),
      findMailbox: mailboxes.findMailbox,
      keptSince: () => limitsOf(settings(), now()).olderThan,
      sizesIn: sources.sizesIn,
      sourceOf: async seq => (await sources.read(seq))?.raw,
      now,
    },
    addressFor: mail.addressFor,
    select: sources.select,
    readSource: sources.read,
    async attachmentsOf(scope, id) {
      const row = await reader.find(scope, id)
      const { attachments } = await reader.detail(row)
      const files = attachments.map(({ id, filename }) => ({
        filename,
        read: () => reader.attachmentBytes(row, id),
      }))
      return { subject: row.subject, receivedAt: row.received_at, files }
    },
    settle,
    now,
  })
  const backups = wireBackups({ config, jobs, now, ...deps })
  const unfollow = jobs.subscribe(jobId => events.announce({ type: 'job.changed', jobId }))

  return {
    handlers: { ...createJobHandlers(jobs), ...backups.handlers },
    doors: { transfer, backups },
    async start(): Promise<void> {
      await uploads.clear()
      await backups.start()
    },
    async stop(): Promise<void> {
      unfollow()
      await jobs.stop({ all: false })
      await uploads.clear()
    },
  }
}

/** On the disk of the store, where there is room for what is to go into it. */
function uploadFolder(dataDir: string): string {
  return dataDir === ':memory:' ? join(tmpdir(), `mayfly-uploads-${randomUUID()}`) : join(dataDir, 'uploads')
}
