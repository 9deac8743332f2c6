import type { LoadJob, LoadResult } from './job.ts'
import { runJob } from './run-job.ts'

/** A job that was given up may still end: the number says which one a result is of. */
export type NumberedJob = { number: number; job: LoadJob }
export type NumberedResult = { number: number; result: LoadResult }

/** The load's own process: one job after the other until whoever started it is gone. */
process.on('disconnect', () => process.exit(0))
process.on('message', ({ number, job }: NumberedJob) => {
  void runJob(job, () => performance.now()).then(result =>
    process.send?.({ number, result } satisfies NumberedResult),
  )
})
