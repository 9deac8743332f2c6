import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Job } from '#shared/api/jobs.ts'
import type { Ready } from '../crash-server.ts'
import { examine, type Failures } from '../examine.ts'
import type { Ledger } from '../ledger.ts'
import { killedWork } from './killed-work.ts'
import { endOfJob } from './backup.ts'

const mailbox = 'imported@mayfly.test'
const mails = 250
const files = new WeakMap<Ledger, Buffer>()

/** Killed during an import: each mail is there once or not at all, and importing again brings all of them, each once. */
export const importRound = killedWork({
  killWithinMs: 1_200,
  async prepare(_server, { ledger }) {
    files.set(ledger, await zipOfMails(ledger))
  },
  async work(server, { ledger }) {
    await importAll(server, ledger)
  },
  async check(server, { site, ledger }): Promise<Failures> {
    const job = await importAll(server, ledger)
    for (const entry of ledger.entries()) entry.fate = 'acknowledged'
    const complaints = job.state === 'done' ? [] : [`import: ${job.error}`]
    return [...complaints, ...examine(site.dataDir, ledger)]
  },
})

async function zipOfMails(ledger: Ledger): Promise<Buffer> {
  const zip = new ZipFile()
  for (let n = 0; n < mails; n++) {
    const { raw, entry } = ledger.next({ mailboxes: [mailbox], small: true })
    zip.addBuffer(raw, `${entry.token}.eml`)
  }
  zip.end()
  return buffer(zip.outputStream as Readable)
}

async function importAll(server: Ready, ledger: Ledger): Promise<Job> {
  const response = await fetch(`${server.url}/api/v1/import?mailbox=${mailbox}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(files.get(ledger)!),
  })
  return endOfJob(server, (await response.json()) as Job)
}
