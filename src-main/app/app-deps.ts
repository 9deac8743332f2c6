import type { FastifyBaseLogger } from 'fastify'
import type { Info } from '#shared/api/system.ts'
import type { Config } from '../config/schema.ts'
import type { Dns } from '../domains/dns.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Lookup } from '../outbound/guarded-request.ts'
import type { Secrets } from '../secrets/secret-store.ts'
import type { TakenOver } from './listening.ts'
import type { Storage } from './open-storage.ts'
import type { ReplaceStore } from './reopenable-app.ts'

/** What the application is made of that it does not make itself. */
export type AppDeps = {
  /** Closed by `stop`. */
  storage: Storage
  /** Long work, of which some outlives the application. */
  jobs: Jobs
  /** What copies and checks stores, and what opens everything anew on another. */
  otherStores: { storeScript: URL; replaceStore: ReplaceStore }
  config: Config
  /** Where it listens already, and whether it takes mail, when it takes another's place. */
  inForce?: TakenOver | undefined
  secrets: Secrets
  logger: FastifyBaseLogger
  /** The last lines of the log; left out, none are known. */
  recentLog?: (() => string[]) | undefined
  now: () => number
  version: string
  runtime: Info['runtime']
  /** The folder of the built UI; undefined serves the API alone. */
  uiDir: string | undefined
  /** Who is asked about domains; left out, the system's name servers. */
  dns?: Dns | undefined
  /** How names of receivers become addresses; left out, as the system does it. */
  lookup?: Lookup | undefined
}
