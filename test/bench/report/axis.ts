import type { Axis } from './chart.ts'

type Span = readonly [from: number, to: number]

/** An axis that is ready to be drawn: where a value lies on it (0 to 1), and which values are marked. */
export type DrawnAxis = { place: (value: number) => number; ticks: number[] }

const wantedTicks = 5

/** Covers the values and ends on round numbers. `fromZero` keeps a linear axis from exaggerating. */
export function drawAxis({ scale }: Axis, values: readonly number[], fromZero: boolean): DrawnAxis {
  const usable = values.filter(value => Number.isFinite(value) && (scale !== 'log' || value > 0))
  if (usable.length === 0) return { place: () => 0, ticks: [] }
  const span: Span = [Math.min(...usable), Math.max(...usable)]
  return scale === 'log' ? logarithmic(span) : linear(fromZero ? [Math.min(0, span[0]), span[1]] : span)
}

function linear([from, to]: Span): DrawnAxis {
  const step = roundStep((to - from || Math.abs(to) || 1) / wantedTicks)
  const [first, last] = [Math.floor(from / step), Math.max(Math.ceil(to / step), Math.floor(from / step) + 1)]
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
  return { ticks, place: value => (value / step - first) / (last - first) }
}

function logarithmic([from, to]: Span): DrawnAxis {
  const first = Math.floor(Math.log10(from))
  const last = Math.max(Math.ceil(Math.log10(to)), first + 1)
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
  return { ticks, place: value => (Math.log10(Math.max(value, 10 ** first)) - first) / (last - first) }
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 5].find(factor => factor * power >= rough) ?? 10)
}
