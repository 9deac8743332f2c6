import type { Handlers } from '#shared/api/handler.ts'
import type { Server } from '#shared/api/server.ts'
import type { Config } from '../config/schema.ts'
import type { Certificate } from '../smtp/certificate.ts'
import { describeCertificate } from '../smtp/describe-certificate.ts'
import { smtpLimits } from '../smtp/limits.ts'

type Deps = {
  config: Config
  certificate: () => Certificate | undefined
  /** What the program runs on, by name. */
  versions: Server['versions']
}

/** Tells how the server was started: what the settings cannot change. */
export function createServerHandlers({ config, certificate, versions }: Deps): Handlers<'getServer'> {
  return {
    async getServer() {
      const shown = certificate()
      return {
        host: config.host,
        allowedHosts: [...config.allowHost],
        asked: { smtpPort: config.smtpPort, smtpsPort: config.smtpsPort, httpPort: config.httpPort },
        starttls: config.starttls,
        certificate: shown ? describeCertificate(shown) : null,
        limits: {
          messageBytes: smtpLimits.messageBytes,
          recipients: smtpLimits.recipients,
          connections: smtpLimits.connections,
          idleSeconds: smtpLimits.idleMs / 1000,
        },
        versions,
      }
    },
  }
}

/** Of all that Node names, what people ask about when something is wrong. */
export function shownVersions(versions: NodeJS.ProcessVersions): Server['versions'] {
  const { node, electron, v8 } = versions
  return { node, ...(electron ? { electron } : {}), v8 }
}
