import type { Config } from '../config/schema.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { claimDataDir } from '../storage/lock.ts'
import { putBack, replaceStore } from '../storage/replace-store.ts'
import { join } from 'node:path'
import type { App as OpenedApp } from './create-app.ts'
import type { StartOptions } from './listeners.ts'
import type { TakenOver } from './listening.ts'
import { holdPorts } from './hold-ports.ts'
import { runAll } from './run-all.ts'

export type ReplaceStore = (by: string, aside: string) => Promise<void>

type Deps = {
  config: Config
  jobs: Jobs
  /** Opens the application on what is in the data directory, to listen where the one before did. Nothing listens yet. */
  open: (replaceStore: ReplaceStore, inForce?: TakenOver) => Promise<OpenedApp>
  onError: (error: unknown) => void
  /** Called when neither store can be opened any more: nothing listens. */
  onFatal: (error: Error) => void
}

export type App = Awaited<ReturnType<typeof createReopenableApp>>

type Follower = Parameters<OpenedApp['feed']['follow']>[0]

/**
 * The application as its shells know it. It stays the same when another store takes the place of the one that is open:
 * then all that was built on that is stopped and built anew, so that nothing remembers anything of the old one. Calls wait
 * meanwhile, and whoever brings mail is told to come again.
 */
export async function createReopenableApp({ config, jobs, open, onError, onFatal }: Deps) {
  let app = await open(replace)
  let startedWith: StartOptions | undefined
  let swapping: Promise<void> = Promise.resolve()
  let stopping = false
  const followers = new Map<Follower, () => void>()

  /** `beforeStart` frees the ports: opening takes a while, and until then somebody should answer there. */
  async function reopen(inForce: TakenOver, beforeStart: () => Promise<void>): Promise<void> {
    const opened = await open(replace, inForce)
    try {
      await beforeStart()
      await opened.start(startedWith)
      for (const follower of followers.keys())
        followers.set(follower, await opened.feed.follow({ ...follower, after: null }))
    } catch (error) {
      await opened.stop().catch(onError)
      throw error
    }
    app = opened
  }

  async function swap(by: string, aside: string): Promise<void> {
    const file = join(config.dataDir, 'mayfly.db')
    const inForce = whereBound(app.inForce(), app.state())
    // Whatever did not stop, the way leads on: what it still holds fails below.
    await app.stop().catch(onError)
    const release = await holdPorts(inForce.listening)
    const goBack = async (replaced: boolean) => {
      if (replaced) withDataDir(config.dataDir, () => putBack(file, aside))
      await reopen(inForce, release)
    }
    let replaced = false
    try {
      withDataDir(config.dataDir, () => replaceStore(file, { by, aside }))
      replaced = true
      await reopen(inForce, release)
    } catch (error) {
      await goBack(replaced).catch(onFatal)
      throw error
    } finally {
      await release()
    }
  }

  /** Rejects when the old store is in its place again. */
  async function replace(by: string, aside: string): Promise<void> {
    if (stopping) throw new Error('Mayfly is stopping')
    const done = swap(by, aside)
    swapping = done.catch(() => {})
    await done
  }

  return {
    get http() {
      return app.http
    },
    get windowToken() {
      return app.windowToken
    },
    /** Calls that wait for mail right now. */
    waiting: () => app.waiting(),
    state: () => app.state(),
    dispatch: (async (...call) => {
      await swapping
      return app.dispatch(...call)
    }) as OpenedApp['dispatch'],
    feed: {
      async follow(follower: Follower): Promise<() => void> {
        await swapping
        followers.set(follower, await app.feed.follow(follower))
        return () => {
          followers.get(follower)?.()
          followers.delete(follower)
        }
      },
    },
    start(options?: StartOptions): Promise<void> {
      startedWith = options
      return app.start(options)
    },
    async stop(): Promise<void> {
      stopping = true
      await swapping
      await runAll([() => app.stop(), () => jobs.stop({ all: true })])
    },
  }
}

/** The ports that are open: asked for anew, "any" would be another one. */
function whereBound(inForce: TakenOver, bound: ReturnType<OpenedApp['state']>): TakenOver {
  const { listening } = inForce
  const httpPort = bound.httpPort ?? listening.httpPort
  const smtpPort = bound.smtpPort ?? listening.smtpPort
  const smtpsPort = bound.smtpsPort ?? listening.smtpsPort
  return { ...inForce, listening: { ...listening, httpPort, smtpPort, smtpsPort } }
}

/** While no other Mayfly can open it. */
function withDataDir(dataDir: string, work: () => void): void {
  const lock = claimDataDir(dataDir)
  try {
    work()
  } finally {
    lock.release()
  }
}
