import { expect, test } from 'vitest'
import { runSoak } from './soak/run-soak.ts'
import type { Sample } from './soak/sample.ts'
import { slopeOf } from './soak/slope.ts'
import { trendsOf, verdictOf } from './soak/verdict.ts'

test(
  'a short soak loses no mail, keeps the newest and answers whoever reads',
  { timeout: 90_000 },
  async () => {
    const { sent, stored, reading, samples } = await runSoak({
      seconds: 10,
      perSecond: 20,
      keptMessages: 60,
      sampleEveryMs: 1_000,
      readerRestMs: 100,
      fromSources: true,
      onSample() {},
    })
    expect(sent).toBeGreaterThan(60)
    expect(stored).toBe(60)
    expect(reading.waits).toBeGreaterThan(0)
    expect(reading.attachments + reading.gone).toBeGreaterThan(0)
    for (const { rss, heap, database } of samples) expect(Math.min(rss, heap, database)).toBeGreaterThan(0)
  },
)

test('a slope is that of the line through the points, and its error says how far they lie beside it', () => {
  const line = [0, 1, 2, 3].map(x => ({ x, y: 5 + 2 * x }))
  expect(slopeOf(line)).toEqual({ growth: 2, error: 0 })
  // By hand: the line is y = 0.5 + 0.2 x, the squares of what is missed add up to 0.8.
  const scattered = [0, 1, 0, 1].map((y, x) => ({ x, y }))
  expect(slopeOf(scattered).growth).toBeCloseTo(0.2)
  expect(slopeOf(scattered).error).toBeCloseTo(Math.sqrt(0.8 / 2 / 5))
})

test('what grows is named; noise and the start are not', () => {
  const samples = (rss: (index: number) => number) =>
    Array.from({ length: 100 }, (_, index): Sample => {
      const others = { sent: 0, stored: 0, heap: 50, external: 20, database: 60, log: 18 }
      return { seconds: index * 18, rss: rss(index), ...others }
    })
  const grows = (rss: (index: number) => number) =>
    trendsOf(samples(rss)).flatMap(({ key, grows }) => (grows ? key : []))
  expect(grows(index => 200 + index)).toEqual(['rss'])
  expect(grows(index => 200 + (index % 7))).toEqual([])
  expect(grows(index => (index < 15 ? 100 : 200))).toEqual([])
  expect(verdictOf(samples(index => 200 + index))).toContain('GROWS: RSS.')
  expect(verdictOf(samples(() => 200))).toContain('Flat')
})
