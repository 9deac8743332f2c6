import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Job } from '#shared/api/jobs.ts'
import { injectClient } from '#test/support/api-client.ts'
import { temporaryFolder, type TestApp } from '#test/support/start-app.ts'
import { damageBytes, times } from '../damage.ts'
import { openFuzzedApp, type FuzzedApp } from '../open-app.ts'
import { tryInput, type Random, type Target } from '../target.ts'

const perRound = 2

/** Backups that are brought: truncated, damaged anywhere, of no store at all. What is refused leaves the store as it was. */
export const restores: Target = {
  name: 'restores',
  shortRounds: 1,
  async open() {
    const folder = temporaryFolder()
    const fuzzed = await openFuzzedApp({ dataDir: folder.path })
    const backup = await makeBackup(fuzzed.app, folder.path)
    return {
      async round(random) {
        const found = []
        for (const bytes of times(perRound, () => makeFile(backup, random)))
          found.push(
            ...(await tryInput(
              () => bytes.toString('base64'),
              () => restore(fuzzed, bytes),
            )),
          )
        return { inputs: perRound, found }
      },
      async close() {
        await fuzzed.app.stop()
        folder.remove()
      },
    }
  },
}

async function makeBackup(app: TestApp, folder: string): Promise<Buffer> {
  const api = injectClient(app)
  for (const subject of ['one', 'two', 'three'])
    await api.call('injectMessage', {
      idOrAddress: 'a@mayfly.test',
      from: 'a@b.test',
      subject,
      text: subject.repeat(3_000),
    })
  await endOf(app, (await api.call('createBackup', {})).id)
  const { items } = await api.call('listBackups', {})
  return readFileSync(join(folder, 'backups', items[0]!.name))
}

function makeFile(backup: Buffer, random: Random): Buffer {
  const kind = random.below(6)
  if (kind === 0) return backup.subarray(0, random.below(backup.length))
  if (kind === 1)
    return Buffer.concat([
      backup.subarray(0, 100),
      damageBytes(backup.subarray(100, 4_096), random),
      backup.subarray(4_096),
    ])
  const damaged = Buffer.from(backup)
  // Bytes turn into others where they are, so that pages stay in their places.
  for (let left = 1 + random.below(200); left > 0; left--)
    damaged[random.below(kind === 2 ? 100 : damaged.length)] = random.below(256)
  return damaged
}

async function restore({ app, takeFaults }: FuzzedApp, bytes: Buffer): Promise<void> {
  const headers = { host: 'localhost', 'content-type': 'application/octet-stream' }
  const answer = await app.app.http.inject({
    method: 'POST',
    url: '/api/v1/restore?name=x',
    headers,
    payload: bytes,
  })
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`)
  const job = await endOf(app, answer.json<Job>().id)
  const said = JSON.stringify(job)
  if (job.state === 'running' || /inside Mayfly|The log has/.test(said)) throw new Error(said)
  // Whichever store it is now, it answers.
  const { items } = await injectClient(app).call('listMessages', {})
  for (const { id } of items) {
    const { statusCode, body } = await app.app.http.inject({
      url: `/api/v1/messages/${id}`,
      headers: { host: 'localhost' },
    })
    // A changed byte inside of a row passes SQLite's check: then the message says that it is damaged, and what to do.
    const isTold = statusCode === 503 && body.includes('mayfly recover')
    if (statusCode !== 200 && !isTold)
      throw new Error(`After ${job.state}, a message is ${statusCode} ${body}`)
  }
  const faults = takeFaults()
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** When it is over. The server is away for a moment while another store takes its place. */
async function endOf(app: TestApp, id: string): Promise<Job> {
  for (let tries = 0; ; tries++) {
    const job = await injectClient(app)
      .call('getJob', { id })
      .catch((error: unknown) => {
        if (tries > maxTries) throw error
      })
    if (job && job.state !== 'running') return job
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

const maxTries = 2_000
