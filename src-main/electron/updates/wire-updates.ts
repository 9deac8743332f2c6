import type { UpdateState } from '#shared/shell/updates.ts'
import type { ShellState } from '../shell-state.ts'
import { openEngine } from './open-engine.ts'
import { createUpdateCalls } from './update-calls.ts'
import { createUpdates } from './updates.ts'

type Deps = { manual: UpdateState['manual']; state: ShellState; tell: (state: UpdateState) => void }

/** Updates as the shell remembers them. */
export function wireUpdates({ manual, state, tell }: Deps) {
  const { updateChannel: channel, updatesAutomatic: automatic } = state.current()
  const updates = createUpdates({
    manual,
    openEngine,
    kept: { channel, automatic },
    keep: kept => state.change({ updateChannel: kept.channel, updatesAutomatic: kept.automatic }),
    tell,
  })
  return { start: updates.start, calls: createUpdateCalls(updates) }
}
