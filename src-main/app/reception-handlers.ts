import { createTestMailHandlers } from '../test-mail/handlers.ts'
import { createServerHandlers, shownVersions } from './describe-server.ts'
import type { createListeners } from './listeners.ts'

type Deps = Omit<Parameters<typeof createServerHandlers>[0], 'certificate' | 'versions'> &
  Omit<Parameters<typeof createTestMailHandlers>[0], 'state' | 'host'> & {
    listeners: ReturnType<typeof createListeners>
  }

/** How mail comes in: what was chosen at the start, and a mail that tries it. */
export function createReceptionHandlers({ config, listeners, settings, now }: Deps) {
  return {
    ...createServerHandlers({
      config,
      certificate: listeners.certificate,
      versions: shownVersions(process.versions),
    }),
    ...createTestMailHandlers({ host: config.host, state: listeners.state, settings, now }),
  }
}
