import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** One process at a time has a profile folder, as Chromium sees to it. */
export function holdInstanceLock(folder: string): boolean {
  const file = join(folder, 'simulated-instance-lock')
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch {
    if (isAlive(Number(readFileSync(file, 'utf8')))) return false
    writeFileSync(file, String(process.pid))
  }
  process.once('exit', () => rmSync(file, { force: true }))
  return true
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
