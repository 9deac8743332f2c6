import { openAsBlob, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { ErrorBody } from '#shared/api/errors.ts'
import { apiPrefix } from '#shared/api/contract.ts'
import type { Job } from '#shared/api/jobs.ts'
import { importPath } from '#shared/api/links.ts'
import { ConfigError } from '../config/config-error.ts'

type Deps = {
  /** Of the Mayfly that runs. */
  url: string
  paths: string[]
  /** Where all mail goes; left out, to the recipients of each. */
  mailbox: string | undefined
}

const pollMs = 300

/**
 * `mayfly import FILE...`: sends files, and those in folders, to the Mayfly that runs, and waits until they are imported.
 * Answers what came of it, in words, and whether all of it is there now. Asks without a password, so it needs a Mayfly that
 * is open to this machine. Throws ConfigError when there is nothing to send or nobody takes it.
 */
export async function importFiles({
  url,
  paths,
  mailbox,
}: Deps): Promise<{ words: string; isWhole: boolean }> {
  const files = (await Promise.all(paths.map(filesAt))).flat()
  if (files.length === 0) throw new ConfigError('Name the files: mayfly import FILE...')
  const form = new FormData()
  for (const file of files) form.append('files', await openAsBlob(file), file)
  const query = mailbox === undefined ? '' : `?${new URLSearchParams({ mailbox })}`
  const { id } = await ask<Job>(`${url}${importPath}${query}`, { method: 'POST', body: form })
  for (;;) {
    const job = await ask<Job>(`${url}${apiPrefix}/jobs/${id}`)
    if (job.state !== 'running') return { words: inWords(job), isWhole: isWhole(job) }
    await setTimeout(pollMs)
  }
}

async function filesAt(path: string): Promise<string[]> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new ConfigError(`There is no file ${path}.`)
  if (!stats.isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

async function ask<T>(url: string, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init).catch(() => {
    throw new ConfigError(
      `No Mayfly answers at ${new URL(url).origin}. Start it first, or give its --http-port.`,
    )
  })
  if (response.ok) return (await response.json()) as T
  const { message } = (await response.json()) as ErrorBody
  throw new ConfigError(message)
}

const isWhole = ({ state, counts }: Job): boolean => state === 'done' && (counts['failed'] ?? 0) === 0

function inWords({ state, error, counts, failures }: Job): string {
  const { imported = 0, duplicates = 0, failed = 0 } = counts
  return [
    ...(state === 'done' ? [] : [error ?? 'The import was cancelled.']),
    `${imported} imported, ${duplicates} there already, ${failed} left out.`,
    ...failures.map(({ name, message }) => `  ${name}: ${message}`),
  ].join('\n')
}
