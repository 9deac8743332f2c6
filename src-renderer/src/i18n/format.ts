import { personLocale } from './i18n.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const compactFrom = 10_000

export function formatBytes(sizeBytes: number): string {
  const step = sizeBytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(sizeBytes) / 3), units.length - 1)
  const value = sizeBytes / 1000 ** step
  return new Intl.NumberFormat(personLocale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat(personLocale).format(count)
}

/** For narrow places: 12 thousand becomes "12K". */
export function formatShortCount(count: number): string {
  if (count < compactFrom) return formatCount(count)
  return new Intl.NumberFormat(personLocale, { notation: 'compact' }).format(count)
}
