import type { FastifyBaseLogger } from 'fastify'
import { wholeStore } from '#shared/api/scope.ts'
import type { Settings } from '#shared/api/settings.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { EventBus } from '../events/bus.ts'
import { createExpiryKeeper } from '../mailboxes/expiry-keeper.ts'
import { createFindVisible } from '../mailboxes/find-visible.ts'
import { createMessageExtras } from '../message-extras/extras.ts'
import { createHeldDeletions } from '../messages/held-deletions.ts'
import { createLeftoverSweeper } from '../messages/leftover-sweeper.ts'
import { createMessageReader } from '../messages/reader.ts'
import { createRetention } from '../messages/retention.ts'
import { createWaiters } from '../messages/waiters.ts'
import { createIngest } from './create-ingest.ts'
import { openRemoteAccounts, type RemoteDeps } from './open-remote-accounts.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { createInjectionAddress, createMailHandlers } from './mail-handlers.ts'
import { createMailboxRemoval } from './mailbox-removal.ts'
import type { Storage } from './open-storage.ts'
import { timeStoring } from './time-storing.ts'

type Deps = {
  storage: Pick<Storage, 'repositories' | 'ingest'>
  accounts: Accounts
  settings: () => Settings
  onStored: (messages: number, seconds: number) => void
  logger: FastifyBaseLogger
  jobs: Pick<Jobs, 'start'>
  /** How remote accounts are reached, and where their keys are. */
  outside: RemoteDeps['outside']
  events: EventBus
  now: () => number
  onError: (error: unknown) => void
}

/** The way in, mailboxes and messages: what is kept, for how long, and who waits for it. */
export async function wireMail({
  storage,
  accounts,
  settings,
  onStored,
  logger,
  jobs,
  outside,
  ...deps
}: Deps) {
  const { repositories } = storage
  const { mailboxes, messages } = repositories
  const { events, now } = deps

  const ingest = createIngest({ store: timeStoring(storage.ingest, onStored), events, settings })
  const expiry = createExpiryKeeper({
    repository: mailboxes,
    planOf: accounts.planOf,
    onArchiveFull: lost => logger.warn(lost, 'mailbox removed when it ran out: the archive is full'),
    ...deps,
  })
  const retention = createRetention({
    repository: messages,
    settings,
    accounts: () => accounts.all().map(row => ({ key: row.key, ...accounts.planOf(row.id) })),
    ...deps,
  })
  const leftoverSweeper = createLeftoverSweeper({ repository: messages, ...deps })
  const removal = createMailboxRemoval({ repositories, events })
  const remotes = await openRemoteAccounts({
    repository: repositories.remotes,
    outside,
    ingest,
    removeMailboxes: removal.removeMailboxes,
    ...deps,
  })
  const extras = createMessageExtras({
    repository: repositories.messageExtras,
    async deleteMessage(id) {
      const removed = await messages.deleteByIds({ ids: [id], scope: wholeStore })
      if (removed) events.announce({ type: 'message.deleted', messages: removed })
    },
    ...deps,
  })
  const findVisible = createFindVisible(mailboxes)
  const reader = createMessageReader({ messages, findMailbox: findVisible, remotes: remotes.find, now })
  const waiters = createWaiters(events)
  const addressFor = createInjectionAddress(mailboxes, settings, now)
  const handlers = createMailHandlers({
    repositories,
    remotes,
    findVisible,
    removal,
    reader,
    waiters,
    ingest,
    events,
    settings,
    planOf: accounts.planOf,
    watchExpiry: expiry.watch,
    addressFor,
    startJob: jobs.start,
    now,
  })

  const heldDeletions = createHeldDeletions({ remove: handlers.deleteMessages, ...deps })

  /** Resolves when the store says of every mailbox and message what has become of it by now. */
  async function settle(): Promise<void> {
    await expiry.settle()
    await extras.settle()
  }

  return {
    settle,
    addressFor,
    ingest,
    expiry,
    extras,
    retention,
    leftoverSweeper,
    remotes,
    removal,
    findVisible,
    reader,
    waiters,
    handlers: { ...handlers, ...heldDeletions.handlers },
    /** What ends with the application, in order. */
    stops: [heldDeletions.stop, retention.stop, extras.stop, leftoverSweeper.stop, expiry.stop],
  }
}
