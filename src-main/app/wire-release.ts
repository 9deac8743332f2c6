import { lookup as lookupBySystem } from 'node:dns'
import { createReleaseHandler } from '../messages/release-handler.ts'
import type { MessageReader } from '../messages/reader.ts'
import type { Lookup } from '../outbound/guarded-request.ts'
import { createSendByRelay } from '../outbound/send-by-relay.ts'
import type { createSettings } from '../settings/settings.ts'

type Deps = {
  reader: MessageReader
  settings: Pick<Awaited<ReturnType<typeof createSettings>>, 'relay'>
  /** Left out, as the system does it. */
  lookup?: Lookup | undefined
}

/** The way out for a message that the owner releases. */
export function wireRelease({ reader, settings, lookup = lookupBySystem }: Deps) {
  return createReleaseHandler({ reader, relay: settings.relay, send: createSendByRelay({ lookup }) })
}
