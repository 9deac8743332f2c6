import { createTestMailHandlers } from '../test-mail/handlers.ts'
import { createChangeHandlers, createServerChanges, type ChangeDeps } from './change-server.ts'
import { createServerHandlers, shownVersions, type DescribeDeps } from './describe-server.ts'

type Deps = Omit<DescribeDeps, 'versions'> &
  ChangeDeps &
  Omit<Parameters<typeof createTestMailHandlers>[0], 'state'>

/** How mail comes in: where it listens, changing that, and a mail that tries it. */
export function createReceptionHandlers(deps: Deps) {
  const { listeners, settings, now } = deps
  const described = createServerHandlers({ ...deps, versions: shownVersions(process.versions) })
  return {
    ...described,
    ...createChangeHandlers(createServerChanges(deps), described.getServer),
    ...createTestMailHandlers({ state: listeners.state, settings, now }),
  }
}
