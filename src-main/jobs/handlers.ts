import type { Handlers } from '#shared/api/handler.ts'
import type { Jobs } from './jobs.ts'

type JobOperation = 'listJobs' | 'getJob' | 'endJob'

export function createJobHandlers(jobs: Jobs): Handlers<JobOperation> {
  return {
    listJobs: async () => ({ items: jobs.list() }),
    getJob: async ({ id }) => jobs.get(id),
    endJob: async ({ id }) => jobs.end(id),
  }
}
