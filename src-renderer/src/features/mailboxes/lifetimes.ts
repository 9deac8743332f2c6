const minutesOf = { never: null, minutes10: 10, hour: 60, day: 1_440, week: 10_080, month: 43_200 }

export type Lifetime = keyof typeof minutesOf

/** The lifetimes that a person can choose from. */
export const lifetimes = Object.keys(minutesOf) as Lifetime[]

/** As the API takes it: minutes from now, or null. */
export const toMinutes = (lifetime: Lifetime): number | null => minutesOf[lifetime]
