import type { binaryNames } from './binaries.ts'
import type { Contender } from './contender.ts'
import { createInbucket } from './inbucket.ts'
import { createMailDev } from './maildev.ts'
import { createMailHog } from './mailhog.ts'
import { createMailpit } from './mailpit.ts'
import { createMayfly } from './mayfly.ts'
import { createBareServer, createSink } from './references.ts'
import { createSmtp4dev } from './smtp4dev.ts'

type Options = {
  fromSources: boolean
  binaries: Partial<Record<(typeof binaryNames)[number], string>>
}

/** Every contender; the first is the one that the others are compared with. */
export function allContenders({ fromSources, binaries }: Options): [Contender, ...Contender[]] {
  return [
    createMayfly({ fromSources }),
    createMailDev(),
    createMailpit(binaries.mailpit),
    createMailHog(binaries.mailhog),
    createInbucket(binaries.inbucket),
    createSmtp4dev(binaries.smtp4dev),
    createBareServer(),
    createSink(),
  ]
}
