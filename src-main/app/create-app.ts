import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { Handlers } from '#shared/api/handler.ts'
import { wholeStore } from '#shared/api/scope.ts'
import type { Info } from '#shared/api/system.ts'
import { createAccounts } from '../accounts/accounts.ts'
import { createDispatch } from '../api/dispatch.ts'
import { createEventFeed } from '../api/event-feed.ts'
import { createMessageBytes } from '../api/message-bytes.ts'
import type { Config } from '../config/schema.ts'
import { createDns, type Dns } from '../domains/dns.ts'
import { createDomainHandlers } from '../domains/handlers.ts'
import { createEventBus } from '../events/bus.ts'
import { createExpiryKeeper } from '../mailboxes/expiry-keeper.ts'
import { createFindVisible } from '../mailboxes/find-visible.ts'
import { createKeys } from '../keys/keys.ts'
import { createMessageReader } from '../messages/reader.ts'
import { createRetention } from '../messages/retention.ts'
import { defineSearchFunctions } from '../messages/search/sql-functions.ts'
import { createWaiters } from '../messages/waiters.ts'
import { createMeters } from '../metrics/meters.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { createSessionHandlers } from '../sessions/handlers.ts'
import { createSessionLog } from '../sessions/session-log.ts'
import { createSettings } from '../settings/settings.ts'
import type { Lookup } from '../outbound/guarded-request.ts'
import { claimDataDir } from '../storage/lock.ts'
import { openStore } from '../storage/store.ts'
import { createSystemHandlers } from '../system/handlers.ts'
import { createAccountsAndPlans } from './account-handlers.ts'
import { createIngest } from './create-ingest.ts'
import { createListeners, type StartOptions } from './listeners.ts'
import { createMailHandlers } from './mail-handlers.ts'
import { openOwner } from './open-owner.ts'
import { openUsage } from './open-usage.ts'
import { createMailboxRemoval } from './mailbox-removal.ts'
import { queries } from './queries.ts'
import { timeStoring } from './time-storing.ts'
import { createSmtpParts } from './smtp-parts.ts'
import { wireWebhooks } from './wire-webhooks.ts'

type Deps = {
  config: Config
  logger: FastifyBaseLogger
  now: () => number
  version: string
  runtime: Info['runtime']
  /** The built script of the store's thread. */
  storeScript: URL
  /** The folder of the built UI; undefined serves the API alone. */
  uiDir: string | undefined
  /** Who is asked about domains; left out, the system's name servers. */
  dns?: Dns | undefined
  /** How names of receivers become addresses; left out, as the system does it. */
  lookup?: Lookup | undefined
  /** Called when the store's thread died: nothing more can be stored. */
  onFatal: (error: Error) => void
}

export type App = Awaited<ReturnType<typeof createApp>>

/**
 * Wires every part. Nothing listens before `start`; `stop` undoes it in reverse order and lets mail in flight finish.
 * Rejects with StoreError when the store cannot be opened or another Mayfly has it.
 */
export async function createApp({
  config,
  logger,
  now,
  version,
  runtime,
  storeScript,
  uiDir,
  dns = createDns(),
  lookup,
  onFatal,
}: Deps) {
  const inMemory = config.dataDir === ':memory:'
  const lock = inMemory ? undefined : claimDataDir(config.dataDir)
  const onError = (error: unknown) => logger.error({ err: error }, 'unexpected failure')

  // The store's thread needs a while to open; the web framework, the largest part to load, comes in meanwhile.
  const httpPart = import('../http/server.ts')
  const store = await openStore({
    file: inMemory ? ':memory:' : join(config.dataDir, 'mayfly.db'),
    script: storeScript,
    queries,
    defineFunctions: defineSearchFunctions,
    onCrash: onFatal,
  }).catch((error: unknown) => {
    lock?.release()
    throw error
  })
  const { mailboxes, messages } = store.repositories

  const events = createEventBus(onError)
  const settings = await createSettings({
    repository: store.repositories.settings,
    tlsOffered: config.starttls || config.smtpsPort !== null,
  })
  const accounts = await createAccounts(store.repositories.accounts)
  const owner = await openOwner({ config, repository: store.repositories.owner, now }).catch(
    async (error: unknown) => {
      await store.stop()
      lock?.release()
      throw error
    },
  )
  const keys = await createKeys({ repository: store.repositories.keys, events, now, onError })
  const usage = await openUsage({ repositories: store.repositories, accounts, keys, events, now, onError })
  const meters = createMeters()
  const ingest = createIngest({
    store: timeStoring(store.ingest, meters.mail.onStored),
    events,
    settings: settings.current,
  })
  const expiry = createExpiryKeeper({
    repository: mailboxes,
    events,
    planOf: accounts.planOf,
    now,
    onError,
    onArchiveFull: lost => logger.warn(lost, 'mailbox removed when it ran out: the archive is full'),
  })
  const removal = createMailboxRemoval({ repositories: store.repositories, events })
  const findVisible = createFindVisible(mailboxes)
  const reader = createMessageReader({ messages, findMailbox: findVisible, now })
  const waiters = createWaiters(events)
  const retention = createRetention({
    repository: messages,
    events,
    settings: settings.current,
    accounts: () => accounts.all().map(row => ({ key: row.key, ...accounts.planOf(row.id) })),
    now,
    onError,
  })
  const sessions = createSessionLog({ repository: store.repositories.sessions, now, onError })
  const smtp = createSmtpParts({
    mailboxes,
    settle: expiry.settle,
    accounts,
    ingest,
    settings,
    sessions,
    counts: meters.mail.smtp,
    now,
    onError,
  })
  const listeners = createListeners({ config, smtp })
  const webhooks = await wireWebhooks({
    repositories: store.repositories,
    events,
    findVisible,
    settings: settings.current,
    config,
    lookup,
    onAttempt: meters.webhooks.onAttempt,
    ...{ version, now, onError },
  })

  const handlers: Handlers = {
    ...createSystemHandlers({
      version,
      runtime,
      host: config.host,
      dataDir: config.dataDir,
      state: listeners.state,
      totals: messages.totals,
      lastSeq: messages.lastSeq,
    }),
    ...settings.handlers,
    ...createSessionHandlers({ repository: store.repositories.sessions, live: sessions.live }),
    ...createAccountsAndPlans({ accounts, repositories: store.repositories, removal, keys, webhooks, now }),
    ...createDomainHandlers({ repository: store.repositories.domains, dns, now }),
    ...owner.handlers,
    ...keys.handlers,
    ...usage.handlers,
    ...webhooks.handlers,
    ...createMailHandlers({
      repositories: store.repositories,
      findVisible,
      removal,
      reader,
      waiters,
      ingest,
      events,
      settings: settings.current,
      planOf: accounts.planOf,
      watchExpiry: expiry.watch,
      now,
    }),
  }

  const dispatch = createDispatch({
    handlers,
    settle: expiry.settle,
    onUnexpected: (error, operation) => logger.error({ err: error, operation }, 'operation failed'),
  })
  const feed = createEventFeed({
    events,
    settle: expiry.settle,
    missed: messages.listAfter,
    resolveMailbox: async idOrAddress => (await mailboxes.findMailbox(idOrAddress))?.id,
  })
  const metrics = createMetrics({
    counted: meters.families,
    repository: store.repositories.metrics,
    info: { version, runtime },
    totals: () => messages.totals(wholeStore),
    storeQueue: store.queued,
    waiters: waiters.count,
    now,
  })
  const bytes = createMessageBytes({ reader, settle: expiry.settle })
  const windowToken = randomBytes(32).toString('base64url')
  const { createHttpServer } = await httpPart
  const http = await createHttpServer({
    names: { boundHost: config.host, allowedNames: config.allowHost },
    version,
    dispatch,
    bytes,
    feed,
    keys: { ...keys.keyring, noteUse: keys.noteUse },
    owner: { ...owner, windowToken },
    metering: usage,
    now,
    metrics,
    observer: meters.http.observer,
    notReady: listeners.notReady,
    uiDir,
    logger,
  })

  return {
    dispatch,
    feed,
    http,
    /** By which the desktop's window is known as the owner's. Stays in this process. */
    windowToken,
    /** Calls that wait for mail right now. */
    waiting: waiters.count,
    state: listeners.state,
    async start(options?: StartOptions): Promise<void> {
      webhooks.start()
      await expiry.start()
      sessions.start()
      usage.start()
      await listeners.start(http, options)
      retention.start()
      keys.start()
    },
    async stop(): Promise<void> {
      await listeners.stop()
      await sessions.stop()
      waiters.stop()
      await http.close()
      await Promise.all([keys.stop(), usage.stop(), retention.stop(), expiry.stop()])
      await webhooks.stop()
      await store.stop()
      lock?.release()
    },
  }
}
