const dayMs = 24 * 60 * 60 * 1000

/** The UTC day of a moment: 2026-11-21. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** 00:00 UTC of the day after. */
export const nextDayAt = (now: number): number => (Math.floor(now / dayMs) + 1) * dayMs

/** 00:00 UTC of the first of the month after. */
export function nextMonthAt(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

/** The month of a day: 2026-11. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The day so many days before. */
export const daysBefore = (days: number, now: number): string => dayOf(now - days * dayMs)

/** The same as `dayOf` for one who asks very often: the text is made once a day. */
export function createDayOf(): (now: number) => string {
  let number = NaN
  let day = ''
  return now => {
    const asked = Math.floor(now / dayMs)
    if (asked !== number) {
      number = asked
      day = dayOf(now)
    }
    return day
  }
}
