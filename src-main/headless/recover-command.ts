import { recoverStore } from '../app/recover-store.ts'
import type { Config } from '../config/schema.ts'

type Deps = { config: Pick<Config, 'dataDir'>; now: () => number }

/** `mayfly recover`: saves what can be read of a damaged store. Answers what was saved and where the damaged one is, in words. */
export async function recover({ config: { dataDir }, now }: Deps): Promise<string> {
  const { messages, counted, aside } = await recoverStore(
    dataDir,
    new Date(now()).toISOString().replaceAll(/[:.]/g, '-'),
  )
  const of = counted === null ? '' : ` of ${counted}`
  return `${messages}${of} messages are in the new store. The damaged one is kept: ${aside}`
}
