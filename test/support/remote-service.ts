import type { Call } from '#shared/api/contract.ts'
import type { HostedService } from '#shared/api/compat.ts'
import { injectClient, type ApiClient } from './api-client.ts'
import { makeKey } from './make-key.ts'
import { startApp, type TestApp } from './start-app.ts'

const paths: Record<HostedService, string> = {
  minutemail: '/compat/minutemail/v1',
  dustmail: '/compat/dustmail/api/v1',
  momail: '/compat/momail/v1/api',
  mailfade: '/compat/mailfade',
}

export type RemoteService = Awaited<ReturnType<typeof startRemoteService>>

/** A Mayfly that is looked at as a hosted service, over real HTTP: as it emulates it, or as itself. */
export async function startRemoteService(changes: Parameters<typeof startApp>[0] = {}) {
  const app: TestApp = await startApp(changes)
  const api: ApiClient = injectClient(app)

  return {
    app,
    api,
    smtpPort: app.smtpPort,
    /** How another one adds an account there. */
    async account(
      service: HostedService | 'mayfly',
      more: Partial<Call<'createRemote'>> = {},
    ): Promise<Call<'createRemote'>> {
      const { key } = await makeKey(app, { service })
      const baseUrl = service === 'mayfly' ? app.url : `${app.url}${paths[service]}`
      return { service, name: service, baseUrl, ownNetwork: true, key, ...more }
    },
    stop: () => app.stop(),
  }
}
