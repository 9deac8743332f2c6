import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createBareServer } from './contenders/references.ts'
import type { Load } from './load/job.ts'
import { createHttpClient } from './process/http-client.ts'
import type { Report } from './report/report.ts'
import { deliver } from './rows/deliver.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

test('the bench runs, checks what was stored and says who was not run', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-test-'))
  const json = join(folder, 'report.json')
  const args = [
    '--quick',
    '--contenders',
    'mayfly,bare,mailpit',
    '--only',
    'delivery,latency,search,slow-disk',
    '--json',
    json,
  ]
  await promisify(execFile)(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'] } })
  const report = JSON.parse(readFileSync(json, 'utf8')) as Report
  rmSync(folder, { recursive: true })

  const ran = report.rows.map(({ name, results }) => [name, results.map(({ contender }) => contender)])
  expect(Object.fromEntries(ran)).toEqual({
    delivery: ['mayfly', 'bare'],
    latency: ['mayfly'],
    search: ['mayfly'],
    'slow-disk': ['mayfly'],
  })
  const problems = report.rows.flatMap(({ results }) => results.flatMap(({ problem }) => problem ?? []))
  expect(problems).toEqual([])
  expect(report.contenders.find(({ name }) => name === 'mailpit')?.missing).toContain('no binary')
})

test('a contender that lost acknowledged mail fails the row', async () => {
  const load: Load = {
    name: 'claims',
    run: async ({ messages }) => ({ acknowledged: messages, ms: 1, loadCpuMs: 0, problem: null }),
    stop() {},
  }
  let held = 3
  const api = { count: async () => (held = Math.min(held + 1, 6)), listPath: '' }
  const server = {
    contender: { ...createBareServer(), api },
    http: createHttpClient(1),
    ports: { smtp: 1, http: 1 },
  }
  const job = { kind: 'real', first: 0, messages: 5, connections: 1, keepOpen: true } as const
  await expect(deliver(server, load, job)).rejects.toThrow('COUNT: 5 mails were acknowledged, 2 are stored')
})
