const dayMs = 24 * 60 * 60 * 1000

/** The UTC day of a moment: 2026-11-21. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

/** 00:00 UTC of the day after. */
export const nextDayAt = (now: number): number => (Math.floor(now / dayMs) + 1) * dayMs

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
