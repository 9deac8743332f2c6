const days = { days30: 30, days90: 90, days365: 365 } as const
const dayMs = 24 * 60 * 60_000

export const expiryChoices = ['never', 'days30', 'days90', 'days365', 'date'] as const
export type ExpiryChoice = (typeof expiryChoices)[number]
/** `moment` is of the person's own clock and counts with `date` only: `2026-11-21T18:30`. */
export type Expiry = { choice: ExpiryChoice; moment: string }

/** As the API wants it: null is never. Undefined when the moment is none. */
export function toExpiresAt({ choice, moment }: Expiry, now: Date): string | null | undefined {
  if (choice === 'never') return null
  if (choice !== 'date') return new Date(now.getTime() + days[choice] * dayMs).toISOString()
  const date = new Date(moment)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** What was chosen of a key that is there. */
export function expiryChoiceOf(expiresAt: string | null): Expiry {
  if (expiresAt === null) return { choice: 'never', moment: '' }
  return { choice: 'date', moment: toLocalMoment(new Date(expiresAt)) }
}

/** As a field for date and time holds it. */
export function toLocalMoment(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
