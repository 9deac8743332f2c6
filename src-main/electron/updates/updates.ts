import type { UpdateChange, UpdateChannel, UpdateState } from '#shared/shell/updates.ts'
import { describeProblem } from './describe-problem.ts'

/** What finds, fetches and installs a version: electron-updater, behind as much as is needed of it. */
export type UpdateEngine = {
  /** The newer version, or null when this is the newest. */
  check: (channel: UpdateChannel) => Promise<string | null>
  /** Resolves when it is here and found genuine. It is installed when the app ends. */
  download: (onProgress: (percent: number) => void) => Promise<void>
  /** Ends the app, and starts the new one. */
  restart: () => Promise<void> | void
}

type Kept = Pick<UpdateState, 'channel' | 'automatic'>

type Deps = {
  manual: UpdateState['manual']
  /** Loaded when it is first needed: most never are. */
  openEngine: () => Promise<UpdateEngine>
  kept: Kept
  keep: (kept: Kept) => void
  tell: (state: UpdateState) => void
}

const checkEveryMs = 24 * 60 * 60 * 1000

/** Updates of the app: asked for by the person, or daily once they said yes to that. */
export function createUpdates({ manual, openEngine, kept, keep, tell }: Deps) {
  let state: UpdateState = { manual, ...kept, phase: 'idle', version: null, percent: null, problem: null }
  let engine: Promise<UpdateEngine> | undefined
  let timer: NodeJS.Timeout | undefined

  function show(change: Partial<UpdateState>): void {
    state = { ...state, ...change }
    tell(state)
  }

  async function check(): Promise<void> {
    const isBusy = state.phase === 'checking' || state.phase === 'downloading' || state.phase === 'ready'
    if (manual !== null || isBusy) return
    show({ phase: 'checking', problem: null })
    try {
      engine ??= openEngine()
      const found = await engine
      const version = await found.check(state.channel)
      if (version === null) return show({ phase: 'current', version: null })
      show({ phase: 'downloading', version, percent: 0 })
      await found.download(percent => show({ percent: Math.round(percent) }))
      show({ phase: 'ready', percent: 100 })
    } catch (error) {
      show({ phase: 'failed', problem: describeProblem(error), percent: null })
    }
  }

  function checkByItself(): void {
    clearInterval(timer)
    if (manual !== null || !state.automatic) return
    void check()
    timer = setInterval(() => void check(), checkEveryMs)
    timer.unref()
  }

  return {
    current: (): UpdateState => state,
    check,
    /** Nothing is asked of anybody before the person has said yes. */
    start: checkByItself,
    change({ channel = state.channel, automatic = state.automatic }: UpdateChange): UpdateState {
      const wasAutomatic = state.automatic
      keep({ channel, automatic })
      show({ channel, automatic })
      if (automatic !== wasAutomatic) checkByItself()
      return state
    },
    async restart(): Promise<void> {
      if (state.phase === 'ready') await (await engine)?.restart()
    },
    stop: () => clearInterval(timer),
  }
}
