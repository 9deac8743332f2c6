import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Chosen = z.object({ dataDir: z.string().min(1) })

/** The data folder that was chosen after the usual one could not be used; remembered where that one's faults do not reach. */
export function chosenDataDir(folder: string) {
  const file = join(folder, 'data-folder.json')
  return {
    read(): string | undefined {
      try {
        return Chosen.parse(JSON.parse(readFileSync(file, 'utf8'))).dataDir
      } catch {
        // None was chosen, or it cannot be told any more: then it is the usual one.
        return undefined
      }
    },
    remember(dataDir: string): void {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(file, JSON.stringify({ dataDir } satisfies z.infer<typeof Chosen>))
    },
  }
}
