import type { Metric } from '../rows/row.ts'

/** Three digits are as many as a run repeats. */
export function show(value: number | null | undefined): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}

export const headOf = ({ label, unit }: Metric) =>
  label.endsWith(unit) || unit === '' ? label : `${label} (${unit})`

/** How many times better the one is than the other. */
export function timesBetter({ better }: Metric, own: number, other: number): number {
  return better === 'more' ? own / other : other / own
}
