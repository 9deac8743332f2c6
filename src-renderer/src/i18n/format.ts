import { perLocale } from './person-locale.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const compactFrom = 10_000

const counts = perLocale(locale => new Intl.NumberFormat(locale))
const percents = perLocale(locale => new Intl.NumberFormat(locale, { style: 'percent' }))
const shortCounts = perLocale(locale => new Intl.NumberFormat(locale, { notation: 'compact' }))

/** For each unit: with a digit after the point for small amounts of it, and without. */
const sizes = units.map((unit, step) => {
  const unitDisplay = step === 0 ? ('long' as const) : ('short' as const)
  const withDigits = (maximumFractionDigits: number) =>
    perLocale(
      locale => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits }),
    )
  return { fine: withDigits(1), whole: withDigits(0) }
})

export function formatBytes(sizeBytes: number): string {
  const step = sizeBytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(sizeBytes) / 3), units.length - 1)
  const value = sizeBytes / 1000 ** step
  return sizes[step]![value < 10 && step > 0 ? 'fine' : 'whole']().format(value)
}

export function formatCount(count: number): string {
  return counts().format(count)
}

/** Of a share: 0.5 is "50%". */
export function formatPercent(share: number): string {
  return percents().format(share)
}

/** For narrow places: 12 thousand becomes "12K". */
export function formatShortCount(count: number): string {
  return count < compactFrom ? formatCount(count) : shortCounts().format(count)
}
