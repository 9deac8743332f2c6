// npm runs this project's scripts through a shell, and dies of SIGKILL without a word to either. So the processes
// between us and whoever typed the command are watched by their ids.
import { spawnSync } from 'node:child_process'

const pollMs = 250

/** Watches the parent, and npm above it. Call it first of all: once an ancestor is gone its place is taken by another. */
export function watchStarter() {
  const watched = ancestors()
  return {
    onGone(callback) {
      const timer = setInterval(() => {
        if (process.ppid === watched[0] && watched.every(isAlive)) return
        clearInterval(timer)
        callback()
      }, pollMs)
      timer.unref()
    },
  }
}

/** Our parent and, when that is the shell that npm put in between, npm itself. */
function ancestors() {
  const parent = process.ppid
  const throughNpm = process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32'
  if (!throughNpm) return [parent]
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(parent)], { encoding: 'utf8' })
  const [grandparent, name = ''] = (stdout ?? '').trim().split(/\s+/)
  return /^-?(\/.*\/)?(sh|dash|bash|zsh)$/.test(name) && Number(grandparent) > 1
    ? [parent, Number(grandparent)]
    : [parent]
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
