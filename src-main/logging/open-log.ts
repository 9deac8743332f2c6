import { pino, type Logger } from 'pino'
import { describeError } from './describe-error.ts'
import { createRecentLines } from './recent-lines.ts'

type Target = { write: (line: string) => void }
export type Log = { logger: Logger; recent: () => string[] }

/**
 * The log of a shell: one JSON object a line, to every target. The last lines are kept in memory too. Of an error it has
 * what says where it comes from, and none of the data that libraries hang on it.
 */
export function openLog({ level, to }: { level: string; to: Target[] }): Log {
  const recent = createRecentLines()
  const targets = [...to, recent]
  const logger = pino(
    // Left to itself, pino writes the name of the machine into every line.
    { level, base: { pid: process.pid }, serializers: { err: describeError } },
    {
      write(line: string) {
        for (const target of targets) target.write(line)
      },
    },
  )
  return { logger, recent: recent.all }
}
