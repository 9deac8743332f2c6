import { examine, type Failures } from '../examine.ts'
import type { Ready } from '../crash-server.ts'
import { createLedger, type Entry, type Ledger } from '../ledger.ts'
import { anyMoment, openSite, type Outcome, type RoundOptions } from '../round.ts'

type Site = ReturnType<typeof openSite>
type Scene = { site: Site; ledger: Ledger }

type KilledWork = {
  /** What has to be there before. */
  prepare?: (server: Ready, scene: Scene) => Promise<void>
  /** Goes on until it is done or the server is killed. */
  work: (server: Ready, scene: Scene) => Promise<void>
  /** The kill comes within so many milliseconds of the work's begin. */
  killWithinMs: number
  /** Acknowledged mail that the work may have taken away. */
  mayLack?: (scene: Scene) => (entry: Entry) => boolean
  /** What else has to be right once the server runs again. */
  check?: (server: Ready, scene: Scene) => Promise<Failures>
}

/** A round that kills the server in the middle of long work, starts it again and accounts for all mail. */
export function killedWork({ prepare, work, killWithinMs, mayLack, check }: KilledWork) {
  return async ({ chance, plant }: RoundOptions): Promise<Outcome> => {
    const site = openSite({ plant })
    const scene = { site, ledger: createLedger(chance) }
    try {
      const first = await site.start()
      await prepare?.(first, scene)
      // It ends in a broken connection, or was done before.
      const working = work(first, scene).catch(() => {})
      await anyMoment(chance, killWithinMs)
      await site.kill()
      await working
      const server = await site.start()
      const failures = examine(site.dataDir, scene.ledger, mayLack?.(scene))
      failures.push(...((await check?.(server, scene)) ?? []))
      return { failures, acknowledged: scene.ledger.count('acknowledged') }
    } finally {
      await site.close()
    }
  }
}
