import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { AppError } from '#shared/api/errors.ts'
import { Job } from '#shared/api/jobs.ts'
import { bytePaths, importPath } from '#shared/api/links.ts'
import { Mailbox } from '#shared/api/mailboxes.ts'
import { MessageSummary } from '#shared/api/message-shapes.ts'
import type { OpenRequest } from '#shared/shell/channels.ts'
import { Settings } from '#shared/api/settings.ts'
import type { Dispatch } from '../../api/dispatch.ts'
import type { WindowRequest } from './window-request.ts'

type Deps = {
  dispatch: Dispatch
  request: WindowRequest
  show: (place: OpenRequest) => void
  /** Why a file could not be opened, in words. */
  tellProblem: (problem: { name: string; message: string }) => void
}

/** Who opens more means a folder, and is better served by an import. */
const maxFiles = 100
const pollMs = 50
/** The local part of the mailbox that files are opened into: what they say themselves is of other places. */
const localPart = 'opened'
/** Among so many of the newest a file that was opened before is looked for. */
const maxLookedAt = 200

/** Opens mail that lies in files: it is imported into a mailbox of its own, once, and shown. */
export function createMailFileOpener({ dispatch, request, show, tellProblem }: Deps) {
  const call = (name: string, input: object) =>
    dispatch(name, input, { caller: { kind: 'owner' }, signal: new AbortController().signal })

  async function prepareMailbox(): Promise<string> {
    const { defaultDomain } = Settings.parse(await call('getSettings', {}))
    const address = `${localPart}@${defaultDomain}`
    try {
      const { status } = Mailbox.parse(await call('getMailbox', { idOrAddress: address }))
      if (status !== 'active') await call('restoreMailbox', { idOrAddress: address, expiresIn: null })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_found') throw error
      await call('createMailbox', { address, expiresIn: null })
    }
    return address
  }

  async function importFile(path: string, mailbox: string): Promise<Job> {
    const query = new URLSearchParams({ mailbox, name: basename(path) })
    const { content } = await request(`${importPath}?${query}`, createReadStream(path))
    let job = Job.parse(JSON.parse(content.toString()))
    while (job.state === 'running') {
      await later(pollMs)
      job = Job.parse(await call('getJob', { id: job.id }))
    }
    return job
  }

  /** The newest that was imported, or the one that was there already. */
  async function findMessage(path: string, mailbox: string, job: Job): Promise<MessageSummary | undefined> {
    const page = (await call('listMailboxMessages', { idOrAddress: mailbox, limit: maxLookedAt })) as {
      items: unknown[] // checked by dispatch
    }
    const items = page.items.map(item => MessageSummary.parse(item))
    if ((job.counts['imported'] ?? 0) > 0) return items[0]
    const source = await readFile(path)
    for (const item of items.filter(({ sizeBytes }) => sizeBytes === source.length))
      if ((await request(bytePaths.raw(item.id))).content.equals(source)) return item
    return undefined
  }

  /** Answers what there is to be shown of it. */
  async function openOne(path: string, mailbox: string): Promise<OpenRequest | undefined> {
    const name = basename(path)
    try {
      if (!(await stat(path)).isFile()) throw new AppError('bad_request', 'It is no file.')
      const job = await importFile(path, mailbox)
      const why = job.error ?? job.failures[0]?.message
      if (why !== undefined) tellProblem({ name, message: why })
      const many = (job.counts['imported'] ?? 0) > 1
      const found = many ? undefined : await findMessage(path, mailbox, job)
      if (found) return { kind: 'message', id: found.id }
      return many ? { kind: 'mailbox', address: mailbox } : undefined
    } catch (error) {
      tellProblem({ name, message: error instanceof AppError ? error.message : 'The file cannot be read.' })
      return undefined
    }
  }

  return async function openMailFiles(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return
    const mailbox = await prepareMailbox()
    const places: OpenRequest[] = []
    for (const path of paths.slice(0, maxFiles)) {
      const place = await openOne(path, mailbox)
      if (place) places.push(place)
    }
    if (places.length > 0) show(places.length === 1 ? places[0]! : { kind: 'mailbox', address: mailbox })
  }
}
