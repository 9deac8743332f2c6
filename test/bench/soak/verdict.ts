import { align } from '../report/align.ts'
import { median } from '../report/statistics.ts'
import type { Sample } from './sample.ts'
import { slopeOf, type Slope } from './slope.ts'

/** What must not grow, and what it is called. */
const watched = [
  { key: 'rss', label: 'RSS' },
  { key: 'heap', label: 'heaps of all threads' },
  { key: 'external', label: 'outside of the heaps' },
  { key: 'database', label: 'database' },
  { key: 'log', label: 'write-ahead log' },
] as const

export type Trend = Slope & {
  key: (typeof watched)[number]['key']
  label: string
  middle: number
  grows: boolean
}

/**
 * The start fills caches, the store, and the log of SMTP sessions, which keeps the newest 20,000: at twenty mails a second
 * it is full after seventeen minutes.
 */
const warmUpShare = 0.6
/**
 * The line goes through the medians of so many portions, not through all samples: memory moves in steps, so one sample is
 * nearly the last one again, and a line through all would look far more certain than it is.
 */
const portions = 6
/** Growth in an hour below this share of the whole is not told from noise by a soak of half an hour. */
const negligibleShare = 0.05
const secondsPerHour = 3600
/** Standard errors on either side of a slope within which it lies, nearly for certain. */
const errors = 2

/** How each figure moved after the warm-up, in MB an hour. It grows when even the low end of its slope is worth naming. */
export function trendsOf(samples: Sample[]): Trend[] {
  const end = samples.at(-1)?.seconds ?? 0
  const counted = samples.filter(({ seconds }) => seconds >= end * warmUpShare)
  return watched.map(({ key, label }) => {
    const slope = slopeOf(
      inPortions(counted).map(portion => ({
        x: median(portion.map(({ seconds }) => seconds)) / secondsPerHour,
        y: median(portion.map(sample => sample[key])),
      })),
    )
    const middle = median(counted.map(sample => sample[key]))
    const grows = slope.growth - errors * slope.error > middle * negligibleShare
    return { key, label, middle, ...slope, grows }
  })
}

function inPortions(samples: Sample[]): Sample[][] {
  const size = Math.max(1, Math.floor(samples.length / portions))
  const starts = Array.from({ length: Math.floor(samples.length / size) }, (_, index) => index * size)
  return starts.map(start => samples.slice(start, start + size))
}

export function verdictOf(samples: Sample[]): string {
  const trends = trendsOf(samples)
  const growing = trends.filter(({ grows }) => grows).map(({ label }) => label)
  const heads = ['', 'median (MB)', 'growth (MB/hour)', '± (2 standard errors)']
  const rows = trends.map(({ label, middle, growth, error }) => [
    label,
    middle.toFixed(1),
    growth.toFixed(1),
    (errors * error).toFixed(1),
  ])
  const verdict =
    growing.length > 0 ? `GROWS: ${growing.join(', ')}.` : 'Flat: nothing grows beyond the noise.'
  return `${align([heads, ...rows]).join('\n')}\n\n${verdict}`
}
