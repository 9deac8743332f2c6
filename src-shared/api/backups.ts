import { z } from 'zod'
import { Timestamp } from './fields.ts'
import { Job } from './jobs.ts'
import { operation } from './operation.ts'

/** A copy of the whole store, in the folder `backups` of the data directory. */
export const Backup = z.object({ name: z.string(), sizeBytes: z.int(), createdAt: Timestamp })
export type Backup = z.infer<typeof Backup>

const backupParams = z.strictObject({ name: z.string().min(1).max(200) })

export const backupOperations = {
  listBackups: operation({
    method: 'GET',
    path: '/backups',
    summary: 'The backups that are kept, newest first.',
    access: 'owner',
    output: z.object({ items: z.array(Backup) }),
  }),
  createBackup: operation({
    method: 'POST',
    path: '/backups',
    summary:
      'Copies the whole store as it is at this moment, as a job. Mail is taken meanwhile. The ten newest are kept.',
    access: 'owner',
    output: Job,
    status: 201,
  }),
  deleteBackup: operation({
    method: 'DELETE',
    path: '/backups/:name',
    summary: 'Deletes a backup.',
    access: 'owner',
    params: backupParams,
    output: z.void(),
    status: 204,
  }),
  restoreBackup: operation({
    method: 'POST',
    path: '/backups/:name/restore',
    summary:
      'Puts a backup in the place of the store, as a job. The store as it is now becomes a backup; everything opens anew.',
    access: 'owner',
    params: backupParams,
    output: Job,
    status: 201,
  }),
}
