import type { StoreProblem } from '#shared/api/system.ts'

type Deps = {
  /** Writes something, durably, and rejects when that fails. */
  probe: () => Promise<unknown>
  /** What a failure of the probe says; undefined for what is no problem of the store. */
  problemOf: (error: unknown) => StoreProblem | undefined
  /** Called when `current` answers something else than before. */
  onChange: (problem: StoreProblem | undefined) => void
}

/** How often a store that could not be written is tried again when no mail comes. */
const probeEveryMs = 1_000
/** What a write that succeeds disproves. The others end when their cause says so. */
const writeProblems: StoreProblem[] = ['disk_full', 'read_only', 'io_error', 'no_memory']
/** The worst first: one is shown. */
const byWeight: StoreProblem[] = ['damaged', 'restarting', ...writeProblems]

/** What is wrong with the store now. A write that failed is tried again until it works, so that nobody has to restart. */
export function createStoreHealth({ probe, problemOf, onChange }: Deps) {
  const problems = new Set<StoreProblem>()
  let timer: NodeJS.Timeout | undefined
  let probing = false
  let told: StoreProblem | undefined

  const current = (): StoreProblem | undefined => byWeight.find(problem => problems.has(problem))

  function changed(): void {
    const cannotWrite = writeProblems.some(problem => problems.has(problem))
    if (cannotWrite) timer ??= setInterval(() => void look(), probeEveryMs).unref()
    else stop()
    if (current() === told) return
    told = current()
    onChange(told)
  }

  async function look(): Promise<void> {
    if (probing || problems.has('restarting')) return
    probing = true
    const problem = await probe().then(() => undefined, problemOf)
    probing = false
    for (const one of writeProblems) problems.delete(one)
    if (problem) problems.add(problem)
    changed()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  return {
    current,
    note(problem: StoreProblem): void {
      problems.add(problem)
      changed()
    },
    clear(problem: StoreProblem): void {
      problems.delete(problem)
      changed()
    },
    stop,
  }
}
