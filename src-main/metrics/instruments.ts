import type { Family, Labels, Sample } from './exposition.ts'

/** What only grows, by the values of its labels. One without labels is there from the start, as 0. */
export function createCounter(name: string, help: string, labelNames: readonly string[] = []) {
  const series = createSeries<Sample>(labelNames, labels => ({ labels, value: 0 }))
  return {
    add(amount = 1, labelValues: string[] = []): void {
      series.of(labelValues).value += amount
    },
    family: (): Family => ({ name, help, type: 'counter', samples: series.all() }),
  }
}

type Histogram = { name: string; help: string; labels: readonly string[]; bounds: readonly number[] }

/** How values are spread: for each bound, how many were at most that. */
export function createHistogram({ name, help, labels: labelNames, bounds }: Histogram) {
  const series = createSeries(labelNames, labels => ({
    labels,
    counts: bounds.map(() => 0),
    sum: 0,
    count: 0,
  }))
  return {
    observe(value: number, labelValues: string[] = []): void {
      const one = series.of(labelValues)
      one.sum += value
      one.count += 1
      for (const [index, bound] of bounds.entries()) if (value <= bound) one.counts[index]! += 1
    },
    family: (): Family => ({
      name,
      help,
      type: 'histogram',
      samples: series
        .all()
        .flatMap(({ labels, counts, sum, count }) => [
          ...counts.map((value, index) => bucket(labels, String(bounds[index]), value)),
          bucket(labels, '+Inf', count),
          { suffix: '_sum', labels, value: sum },
          { suffix: '_count', labels, value: count },
        ]),
    }),
  }
}

/** What is so right now. */
export function gauge(name: string, help: string, value: number | Sample[]): Family {
  return { name, help, type: 'gauge', samples: typeof value === 'number' ? [{ value }] : value }
}

function bucket(labels: Labels, le: string, value: number): Sample {
  return { suffix: '_bucket', labels: { ...labels, le }, value }
}

/** One entry for each combination of label values. */
function createSeries<T>(names: readonly string[], create: (labels: Labels) => T) {
  const entries = new Map<string, T>()
  function of(values: string[]): T {
    const key = values.join('\n')
    const known = entries.get(key)
    if (known !== undefined) return known
    const fresh = create(Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])))
    entries.set(key, fresh)
    return fresh
  }
  if (names.length === 0) of([])
  return { of, all: (): T[] => [...entries.values()] }
}
