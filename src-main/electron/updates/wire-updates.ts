import type { UpdateState } from '#shared/shell/updates.ts'
import type { ShellState } from '../shell-state.ts'
import { openEngine } from './open-engine.ts'
import { createUpdateCalls } from './update-calls.ts'
import { createUpdates } from './updates.ts'

type Deps = {
  manual: UpdateState['manual']
  state: ShellState
  tell: (state: UpdateState) => void
} & Parameters<typeof openEngine>[0]

/** Updates as the shell remembers them. */
export function wireUpdates({ manual, state, tell, ...ending }: Deps) {
  const { updateChannel: channel, updatesAutomatic: automatic } = state.current()
  const updates = createUpdates({
    manual,
    openEngine: () => openEngine(ending),
    kept: { channel, automatic },
    keep: kept => state.change({ updateChannel: kept.channel, updatesAutomatic: kept.automatic }),
    tell,
  })
  return { start: updates.start, calls: createUpdateCalls(updates) }
}
