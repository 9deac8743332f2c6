import { randomBytes } from 'node:crypto'
import type { Handlers } from '#shared/api/handler.ts'
import { createDispatch } from '../api/dispatch.ts'
import { createEventFeed } from '../api/event-feed.ts'
import { createIdentityProvider } from '../api/identity-provider.ts'
import { createMessageBytes } from '../api/message-bytes.ts'
import { isShared } from '../compat/shared-domains.ts'
import { createDns } from '../domains/dns.ts'
import { createDomainHandlers } from '../domains/handlers.ts'
import { createEventBus } from '../events/bus.ts'
import { createHttpServer } from '../http/server.ts'
import { createIdentities } from '../identities/identities.ts'
import { createFailureLog } from '../logging/failure-log.ts'
import { createFindExpected } from '../mailboxes/find-visible.ts'
import { createMeters } from '../metrics/meters.ts'
import { createSettings } from '../settings/settings.ts'
import { createReception } from '../system/reception.ts'
import { createAccountsAndPlans } from './account-handlers.ts'
import type { AppDeps } from './app-deps.ts'
import { createListeners, offersTls, type StartOptions } from './listeners.ts'
import { openListening } from './open-listening.ts'
import type { TakenOver } from './listening.ts'
import { createReadiness } from './readiness.ts'
import { createReceptionHandlers } from './reception-handlers.ts'
import { runAll } from './run-all.ts'
import { createSmtpParts } from './smtp-parts.ts'
import { wireCallers } from './wire-callers.ts'
import { describeCompat, wireCompat } from './wire-compat.ts'
import { wireMail } from './wire-mail.ts'
import { wireMetrics } from './wire-metrics.ts'
import { wireSessions } from './wire-sessions.ts'
import { wireSystem } from './wire-system.ts'
import { wireTransfer } from './wire-transfer.ts'
import { wireRelease } from './wire-release.ts'
import { wireWebhooks } from './wire-webhooks.ts'

/** The application on one store: see reopenable-app.ts for what its shells know. */
export type App = Awaited<ReturnType<typeof createApp>>

/** Wires every part. Nothing listens before `start`; `stop` lets mail in flight finish. */
export async function createApp({
  storage,
  jobs,
  otherStores,
  config,
  inForce,
  logger,
  now,
  version,
  runtime,
  uiDir,
  dns = createDns(),
  lookup,
  recentLog = () => [],
  secrets,
}: AppDeps) {
  const { repositories } = storage
  const onError = createFailureLog({ log: logger, now })
  const events = createEventBus(onError)
  const common = { events, now, onError }

  const listening = await openListening({ config, repository: repositories.settings, inForce })
  const tlsOffered = () => offersTls(listening.current())
  const settings = await createSettings({ repository: repositories.settings, tlsOffered })
  const meters = createMeters()
  const callers = await wireCallers({ config, listening, repositories, ...common })
  const { accounts, owner, keys, usage, countBadKey } = callers
  const mail = await wireMail({
    storage,
    accounts,
    settings: settings.current,
    onStored: meters.mail.onStored,
    logger,
    jobs,
    outside: { secrets, lookup, config },
    ...common,
  })
  const { settle, waiters } = mail
  const sessions = wireSessions({ repository: repositories.sessions, ...common })
  const transfer = wireTransfer({
    config,
    ...otherStores,
    repositories,
    mail,
    jobs,
    settings: settings.current,
    planOf: accounts.planOf,
    ...common,
  })
  const reception = createReception({ events, paused: inForce?.paused })
  const smtp = createSmtpParts({
    mailboxes: repositories.mailboxes,
    ingest: mail.ingest,
    settle,
    accounts,
    settings,
    sessions,
    isPaused: reception.isPaused,
    counts: meters.mail.smtp,
    ...common,
  })
  const requiresTls = () => settings.current()['smtp.requireTls']
  const listeners = createListeners({ config, listening, requiresTls, smtp })
  const readiness = createReadiness({ listeners, storage })
  storage.onProblemChange(() => events.announce({ type: 'server.changed' }))
  const webhooks = await wireWebhooks({
    repositories,
    findVisible: mail.findVisible,
    keyring: keys.keyring,
    settings: settings.current,
    isAlone: listening.openMode,
    lookup,
    onAttempt: meters.webhooks.onAttempt,
    version,
    ...common,
  })
  const identities = createIdentities({
    repository: repositories.identities,
    findMailbox: mail.findVisible,
    now,
  })
  const compat = describeCompat({
    config,
    repositories,
    extras: mail.extras,
    state: listeners.state,
    now,
    identityProvider: createIdentityProvider({ provider: identities.provider, settle }),
  })

  const told = { config, version, runtime, recentLog, now }
  const system = wireSystem({ ...told, repositories, reception, settings, readiness, listeners, waiters })

  const handlers: Handlers = {
    ...system.handlers,
    ...settings.handlers,
    ...mail.handlers,
    ...mail.remotes.handlers,
    ...wireRelease({ reader: mail.reader, settings, lookup }),
    ...sessions.handlers,
    ...createReceptionHandlers({
      config,
      listening,
      listeners,
      save: repositories.settings.saveKeptServer,
      requiresTls,
      passwordSet: owner.passwordSet,
      secretKind: () => secrets.kept.kind,
      settings: settings.current,
      ...common,
    }),
    ...createAccountsAndPlans({ accounts, repositories, removal: mail.removal, keys, webhooks, now }),
    ...createDomainHandlers({
      repository: repositories.domains,
      dns,
      isShared: name => isShared(name, settings.current()),
      now,
    }),
    ...transfer.handlers,
    ...owner.handlers,
    ...keys.handlers,
    ...usage.handlers,
    ...webhooks.handlers,
    ...identities.handlers,
    ...compat.handlers,
  }

  const dispatch = createDispatch({
    handlers,
    settle,
    isOpen: storage.isOpen,
    onUnexpected: (error, operation) => logger.error({ err: error, operation }, 'operation failed'),
  })
  const feed = createEventFeed({
    events,
    settle,
    missed: repositories.messages.listAfter,
    findExpected: createFindExpected(repositories.mailboxes),
  })
  const info = { version, runtime }
  const metrics = wireMetrics({ meters, storage, info, waiters: mail.waiters, now })
  const bytes = createMessageBytes({ reader: mail.reader, settle })
  const emulation = wireCompat({
    compat,
    dispatch,
    bytes,
    accounts,
    keys,
    usage,
    countBadKey,
    settings: settings.current,
    now,
  })
  const windowToken = randomBytes(32).toString('base64url')
  const { http, openSocket } = await createHttpServer({
    names: { boundHost: () => listening.current().host, allowedNames: config.allowHost },
    version,
    dispatch,
    bytes,
    feed,
    ...transfer.doors,
    diagnostics: system.zip,
    keys: { ...keys.keyring, noteUse: keys.noteUse },
    owner: { ...owner, windowToken },
    metering: usage,
    countBadKey,
    emulation,
    now,
    metrics,
    observer: meters.http.observer,
    health: readiness,
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
    waiting: mail.waiters.count,
    state: listeners.state,
    /** For an application that takes this one's place. */
    inForce: (): TakenOver => ({
      listening: listening.current(),
      kept: listening.kept(),
      paused: reception.isPaused(),
    }),
    async start(options?: StartOptions): Promise<void> {
      await transfer.start()
      webhooks.start()
      await mail.expiry.start()
      mail.extras.start()
      sessions.start()
      usage.start()
      await listeners.start(openSocket, options)
      logger.info(listeners.state(), 'started')
      mail.remotes.start()
      mail.retention.start()
      mail.leftoverSweeper.start()
      keys.start()
    },
    /** First nothing more comes in, then what is going on ends, last the store closes, whatever fails on the way. */
    stop: (): Promise<void> =>
      runAll([
        listeners.stop,
        sessions.stop,
        mail.waiters.stop,
        () => http.close(),
        mail.remotes.stop,
        // After HTTP, by which jobs begin.
        transfer.stop,
        keys.stop,
        usage.stop,
        ...mail.stops,
        webhooks.stop,
        storage.close,
      ]),
  }
}
