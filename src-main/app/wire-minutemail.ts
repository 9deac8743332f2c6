import type { IdentityProvider } from '../api/identity-provider.ts'
import { createIdentityPart } from '../compat/minutemail/identities/part.ts'
import { createMinuteMail } from '../compat/minutemail/plugin.ts'
import type { CompatService } from '../compat/service.ts'
import type { Config } from '../config/schema.ts'
import type { MessageExtras } from '../message-extras/extras.ts'
import type { TeamRepository } from '../team/repository.ts'
import { createTeam } from '../team/team.ts'

export type MinuteMailDeps = {
  config: Pick<Config, 'minutemailPlainErrors'>
  repositories: { team: TeamRepository }
  extras: MessageExtras
  identityProvider: IdentityProvider
  now: () => number
}

/** MinuteMail has more than the native API: what it needs of other features is handed to it here. */
export function wireMinuteMail({
  config,
  repositories,
  extras,
  now,
  ...deps
}: MinuteMailDeps): CompatService {
  return createMinuteMail({
    plainErrors: config.minutemailPlainErrors,
    features: { extras, team: createTeam({ repository: repositories.team, now }) },
    parts: [createIdentityPart(deps.identityProvider)],
  })
}
