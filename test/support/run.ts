import { execFileSync } from 'node:child_process'

/** Runs a command; tells whether the system let us. */
export function run(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
