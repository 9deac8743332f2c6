import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Report } from './report/report.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

test('the bench runs, checks what was stored and says who was not run', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-test-'))
  const json = join(folder, 'report.json')
  const args = [
    '--quick',
    '--contenders',
    'mayfly,bare,mailpit',
    '--only',
    'delivery,latency,search',
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
  })
  expect(report.rows.flatMap(({ results }) => results.map(({ problem }) => problem))).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect(report.contenders.find(({ name }) => name === 'mailpit')?.missing).toContain('no binary')
})
