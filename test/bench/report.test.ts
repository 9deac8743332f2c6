import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stolenShare } from './process/usage.ts'
import { createPlotter } from './report/chart.ts'
import { drawChart } from './report/draw-chart.ts'
import { mainThreadSection } from './report/main-thread.ts'
import type { Report, RowReport } from './report/report.ts'
import { figureOf } from './report/statistics.ts'
import { sectionOf } from './report/text.ts'
import { targetSection } from './report/targets.ts'
import { writeDocs } from './report/write-docs.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'mayfly-bench-report-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const chart = {
  key: 'p95',
  title: 'A list, by messages <stored>',
  x: { label: 'messages', unit: 'messages', scale: 'log' },
  y: { label: 'p95', unit: 'ms' },
} as const

const row: RowReport = {
  name: 'delivery',
  title: 'Delivery',
  note: null,
  metrics: [
    {
      key: 'rate',
      label: 'messages/s',
      unit: '/s',
      better: 'more',
      target: { value: 2_500, times: { factor: 12, than: 'maildev' } },
    },
    { key: 'peak', label: 'peak', unit: 'MB', better: 'less', target: { value: 300 } },
  ],
  results: [
    {
      contender: 'mayfly',
      figures: { rate: figureOf([2_400, 2_600, 2_550]), peak: figureOf([301]) },
      loopDelayMs: 51,
      loopBusyMs: 12,
      problem: null,
    },
    {
      contender: 'maildev',
      figures: { rate: figureOf([300]) },
      loopDelayMs: 20,
      loopBusyMs: 20,
      problem: null,
    },
  ],
  charts: [
    {
      ...chart,
      lines: [
        {
          name: 'mayfly',
          points: [
            [1_000, 2],
            [10_000, 4],
            [100_000, 10],
          ],
        },
      ],
    },
  ],
  seconds: 1,
}
const report: Report = {
  date: '2026-01-01T00:00:00.000Z',
  machine: { cpu: 'a CPU', cores: 2, memoryGb: 8, system: 'Linux', node: 'v24', loadBefore: 0 },
  rounds: 1,
  quick: false,
  load: 'own generator',
  contenders: [],
  rows: [row],
}

test('every target is judged by the median, and a missed one says so', () => {
  const lines = targetSection(report)
    .split('\n')
    .map(line => line.replace(/ +/g, ' '))
  expect(lines).toContain('| delivery | messages/s | ≥ 2,500 | 2,550 | met |')
  expect(lines).toContain('| delivery | messages/s | ≥ 12× maildev | 8.50× | **missed** |')
  expect(lines).toContain('| delivery | peak (MB) | ≤ 300 | 301 | **missed** |')
})

test('a target against a peer that was not there is not measured, and one that failed has failed', () => {
  const alone = { ...row, results: [{ ...row.results[0]!, figures: {}, problem: 'it broke' }] }
  const text = targetSection({ ...report, rows: [alone] })
  expect(text).toContain('**failed**')
  expect(text).not.toContain('| met')
  const without = { ...row, results: row.results.slice(0, 1) }
  expect(targetSection({ ...report, rows: [without] })).toContain('**not measured**')
})

test('delays of the main thread are held against their limit', () => {
  expect(mainThreadSection(report)).toContain('the longest was 51.0 ms: **missed**')
  expect(mainThreadSection(report)).toMatch(/\| delivery +\| +51\.0 \| +12\.0 \| +20\.0 \| +20\.0 \|/)
})

test('what the host kept for other machines is said with the row, if anybody knows', () => {
  expect(sectionOf({ ...row, stolen: 0.123 })).toContain(
    '1 s, in which the host kept 12 % of the processors for others.',
  )
  expect(sectionOf({ ...row, stolen: null })).toContain('3 round(s), 1 s. Alone')
  expect(stolenShare({ all: 1_000, stolen: 10 }, { all: 1_200, stolen: 40 })).toBe(0.15)
  expect(stolenShare({ all: NaN, stolen: NaN }, { all: NaN, stolen: NaN })).toBeNull()
})

test('a line goes through its points, left to right and higher for more', () => {
  const path = /class="line c0" d="M(\S+) (\S+)L(\S+) (\S+)L(\S+) (\S+)"/.exec(
    drawChart(row.charts[0]!).replace(/<path class="line c0" d="M\S+ 42h18"\/>/, ''),
  )
  const [x1, y1, x2, y2, x3, y3] = path!.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  expect(x2 - x1).toBeCloseTo(x3 - x2, 0) // powers of ten are equally far apart
  expect([y1 > y2, y2 > y3]).toEqual([true, true])
})

test('the page links the charts that lie beside it', () => {
  writeDocs(report, pathToFileURL(`${folder}/`))
  const page = readFileSync(join(folder, 'benchmarks.md'), 'utf8')
  expect(page).toContain('(benchmarks/delivery-p95.svg)')
  expect(readdirSync(join(folder, 'benchmarks'))).toEqual(['delivery-p95.svg'])
  expect(readFileSync(join(folder, 'benchmarks/delivery-p95.svg'), 'utf8')).toContain('&lt;stored>')
})

test('a chart that the row did not declare is a mistake', () => {
  expect(() => createPlotter([chart]).add('typo', 1, 1, 'mayfly')).toThrow('no chart typo')
})
