import type { IdentityProvider } from '../api/identity-provider.ts'
import { createIdentityPart } from '../compat/minutemail/identities/part.ts'
import { createMinuteMail } from '../compat/minutemail/plugin.ts'
import type { CompatService } from '../compat/service.ts'
import type { Config } from '../config/schema.ts'

export type MinuteMailDeps = {
  config: Pick<Config, 'minutemailPlainErrors'>
  identityProvider: IdentityProvider
}

/** MinuteMail has more than the native API: what it needs of other features is handed to it here. */
export function wireMinuteMail({ config, identityProvider }: MinuteMailDeps): CompatService {
  return createMinuteMail({
    plainErrors: config.minutemailPlainErrors,
    parts: [createIdentityPart(identityProvider)],
  })
}
