import { AppError, errorStatus, type ErrorBody } from '#shared/api/errors.ts'
import type { Job } from '#shared/api/jobs.ts'
import { importPath, restorePath, uploadHeader } from '#shared/api/links.ts'

/** A file with the path that it has below what was chosen. */
export type NamedFile = { path: string; file: File }

export type ImportChoice = { mailbox: string; date: 'now' | 'original'; duplicates: 'skip' | 'keep' }

/** Sends files to be imported. The browser reads them as they go out. Rejects with AppError. */
export function sendImport(
  files: readonly NamedFile[],
  choice: ImportChoice,
  signal: AbortSignal,
): Promise<Job> {
  const query = new URLSearchParams({ date: choice.date, duplicates: choice.duplicates })
  if (choice.mailbox !== '') query.set('mailbox', choice.mailbox)
  const form = new FormData()
  for (const { path, file } of files) form.append('files', file, path)
  return send(`${importPath}?${query}`, form, signal)
}

/** Sends a backup to be restored. Rejects with AppError. */
export function sendBackup(file: File, signal: AbortSignal): Promise<Job> {
  return send(`${restorePath}?${new URLSearchParams({ name: file.name })}`, file, signal)
}

async function send(url: string, body: FormData | File, signal: AbortSignal): Promise<Job> {
  const type = body instanceof File ? { 'content-type': 'application/octet-stream' } : {}
  const headers = { [uploadHeader]: 'page', ...type }
  const response = await fetch(url, { method: 'POST', body, signal, headers }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The server cannot be reached, or broke off.', { cause })
  })
  const answer: unknown = await response.json().catch(() => undefined)
  if (response.ok) return answer as Job // the server checked it against the same contract
  if (isError(answer)) throw new AppError(answer.error, answer.message)
  throw new AppError('internal_error', `The server answered ${response.status}.`)
}

const isError = (body: unknown): body is ErrorBody =>
  typeof body === 'object' && body !== null && 'error' in body && String(body.error) in errorStatus
