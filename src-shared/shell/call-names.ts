import { calls, type CallName } from './calls.ts'

/**
 * What the preload needs of the calls, as plain data. Its build works it out beforehand (`electron.vite.config.ts`), so
 * that no schema comes into a script that runs before the page.
 */
export const callNames = Object.keys(calls) as CallName[] // the names of its own fields
