import type { LoadJob, LoadResult } from './job.ts'
import { letterOf } from './letter.ts'
import { sendSteadily } from './send-steadily.ts'
import { runSession } from './smtp-session.ts'

/** Sends the mails of a job over its connections; every byte is made before the clock starts. */
export async function runJob(job: LoadJob, clock: () => number): Promise<LoadResult> {
  const letters = Array.from({ length: job.messages }, (_, index) =>
    letterOf(job.kind, job.first + index, job.mailboxes),
  )
  const cpu = process.cpuUsage()
  const start = clock()
  let taken = 0
  let acknowledged = 0
  let last = start
  const take = () => letters[taken++]
  const onAcknowledged = () => {
    acknowledged += 1
    last = clock()
  }

  const sendOne = () => {
    let once = take()
    return runSession({
      port: job.port,
      next() {
        const letter = once
        once = undefined
        return letter
      },
      onAcknowledged,
    })
  }
  async function work(): Promise<void> {
    if (job.keepOpen) return runSession({ port: job.port, next: take, onAcknowledged })
    while (taken < letters.length) await sendOne()
  }

  const sent = job.perSecond
    ? sendSteadily({ count: letters.length, perSecond: job.perSecond, send: sendOne, clock })
    : Promise.all(Array.from({ length: job.connections }, work))
  const problem = await withDeadline(sent, job.timeoutMs)
  const used = process.cpuUsage(cpu)
  return { acknowledged, ms: last - start, loadCpuMs: (used.user + used.system) / 1000, problem }
}

async function withDeadline(work: Promise<unknown>, timeoutMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve(`not finished after ${timeoutMs / 1000} s`), timeoutMs)
  })
  const done = work.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  const problem = await Promise.race([done, late])
  clearTimeout(timer)
  return problem
}
