import type { Load, LoadJob, LoadResult } from '../load/job.ts'
import type { Server } from '../process/server.ts'

/** How long a contender may take to count what it has already acknowledged. */
const countedWithinMs = 2_000
const longestMs = 150_000

/** Sends mails and sees that exactly those are stored that were acknowledged; throws when one is not. */
export async function deliver(
  { contender, http, ports }: Pick<Server, 'contender' | 'http' | 'ports'>,
  load: Load,
  job: Omit<LoadJob, 'port' | 'timeoutMs'>,
): Promise<LoadResult> {
  const count = async () => (contender.api ? contender.api.count(http) : NaN)
  const before = await count()
  const result = await load.run({ ...job, port: ports.smtp, timeoutMs: longestMs })
  if (result.problem) throw new Error(`the load failed: ${result.problem}`)
  if (result.acknowledged !== job.messages) {
    throw new Error(`${result.acknowledged} of ${job.messages} mails were acknowledged`)
  }
  const deadline = performance.now() + countedWithinMs
  for (
    let after = await count();
    contender.api && after - before !== result.acknowledged;
    after = await count()
  ) {
    if (performance.now() > deadline) {
      throw new Error(`COUNT: ${result.acknowledged} mails were acknowledged, ${after - before} are stored`)
    }
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return result
}
