import { compatPath } from '#shared/api/compat.ts'
import type { Handlers } from '#shared/api/handler.ts'
import type { createHostMap } from './host-map.ts'
import type { CompatService } from './service.ts'

type Deps = {
  services: readonly CompatService[]
  hosts: Pick<ReturnType<typeof createHostMap>, 'namesOf'>
  /** Where this machine reaches us; null while no port is open. */
  place: () => { host: string; port: number } | null
}

/** What is emulated, and where. */
export function createCompatHandlers({ services, hosts, place }: Deps): Handlers<'listCompat'> {
  function describe({ service, name, bases, plans }: CompatService) {
    const at = place()
    const hostNames = hosts.namesOf(service)
    const prefix = compatPath(service)
    const url = (host: string | undefined, path: string) =>
      at && host !== undefined ? `http://${host}:${at.port}${path}` : null
    return {
      service,
      name,
      bases: bases.map(({ replaces, path }) => ({
        replaces,
        url: url(at?.host, `${prefix}${path}`),
        hostUrl: url(hostNames[0], path),
      })),
      hostNames,
      plans,
      docs: `docs/services/${service}.md`,
      auditRoute: `${prefix}/*`,
    }
  }

  return { listCompat: async () => ({ items: services.map(describe) }) }
}
