import { setTimeout } from 'node:timers/promises'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { apiPrefix } from '#shared/api/contract.ts'
import type { Job } from '#shared/api/jobs.ts'
import { expect } from 'vitest'
import type { TestApp } from './start-app.ts'

/** Sends a file to be imported; the answer as it is. */
export function sendImport(
  app: TestApp,
  body: Uint8Array | FormData | string,
  query = '',
): Promise<Response> {
  const headers = body instanceof FormData ? undefined : { 'content-type': 'application/octet-stream' }
  return fetch(`${app.url}${apiPrefix}/import${query}`, {
    method: 'POST',
    body: body as never,
    ...(headers ? { headers } : {}),
  })
}

/** Imports a file and waits until that is over. */
export async function importFile(
  app: TestApp,
  body: Uint8Array | FormData | string,
  query = '',
): Promise<Job> {
  const response = await sendImport(app, body, query)
  expect(response.status, await response.clone().text()).toBe(202)
  return endOf(app, ((await response.json()) as Job).id)
}

/** A job when it has ended. */
export async function endOf(app: TestApp, id: string): Promise<Job> {
  for (;;) {
    const job = await jobOf(app, id)
    if (job.state !== 'running') return job
    await setTimeout(20)
  }
}

export async function jobOf(app: TestApp, id: string): Promise<Job> {
  return (await (await fetch(`${app.url}${apiPrefix}/jobs/${id}`)).json()) as Job
}

/** A zip of files with these names. */
export async function zipOfFiles(files: Record<string, Buffer | string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream as Readable)
}
