import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Job } from '#shared/api/jobs.ts'
import { httpClient } from './api-client.ts'
import type { TestApp } from './start-app.ts'
import { endOf } from './transfer.ts'

/** Makes a backup; its name. */
export async function backUp(app: TestApp): Promise<string> {
  const { id } = await httpClient(app).call('createBackup')
  const job = await endOf(app, id)
  expect(job, job.error ?? '').toMatchObject({ kind: 'backup', state: 'done', done: job.total })
  return job.backup!
}

export async function restoreBackup(app: TestApp, name: string): Promise<Job> {
  const { id } = await httpClient(app).call('restoreBackup', { name })
  return endOfRestore(app, id)
}

/** The server is away for a moment meanwhile. */
export async function endOfRestore(app: TestApp, id: string): Promise<Job> {
  for (;;) {
    const job = await endOf(app, id).catch(() => undefined)
    if (job) return job
    await setTimeout(20)
  }
}
