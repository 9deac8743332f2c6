import { createMinuteMail } from '../compat/minutemail/plugin.ts'
import type { CompatService } from '../compat/service.ts'
import type { Config } from '../config/schema.ts'

export type MinuteMailDeps = { config: Pick<Config, 'minutemailPlainErrors'> }

/** MinuteMail has more than the native API: what it needs of other features is handed to it here. */
export function wireMinuteMail({ config }: MinuteMailDeps): CompatService {
  return createMinuteMail({ plainErrors: config.minutemailPlainErrors, parts: [] })
}
