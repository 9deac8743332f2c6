import type { Migration } from '../migrate.ts'
import { initial } from './0001-initial.ts'
import { accountsAndKeys } from './0002-accounts-and-keys.ts'
import { callsPerMonth } from './0003-calls-per-month.ts'
import { extrasAndTeams } from './0004-extras-and-teams.ts'
import { identities } from './0005-identities.ts'
import { leftovers } from './0006-leftovers.ts'
import { remoteContent } from './0007-remote-content.ts'
import { sessionAddresses } from './0008-session-addresses.ts'
import { remotes } from './0009-remotes.ts'
import { lighterWrites } from './0010-lighter-writes.ts'
import { pieces } from './0011-pieces.ts'

/** In order. Add at the end; never change one that was released. */
export const migrations: Migration[] = [
  initial,
  accountsAndKeys,
  callsPerMonth,
  extrasAndTeams,
  identities,
  leftovers,
  remoteContent,
  sessionAddresses,
  remotes,
  lighterWrites,
  pieces,
]
