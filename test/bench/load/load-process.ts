import type { LoadJob } from './job.ts'
import { runJob } from './run-job.ts'

/** The load's own process: one job after the other until whoever started it is gone. */
process.on('disconnect', () => process.exit(0))
process.on('message', (job: LoadJob) => {
  void runJob(job, () => performance.now()).then(result => process.send?.(result))
})
