import { compatPath, type HostedService } from '#shared/api/compat.ts'

/**
 * Which host names mean which service: two below `.localhost`, which lead to this machine without being set up anywhere
 * (RFC 6761), and those that were configured.
 */
export function createHostMap(
  services: readonly HostedService[],
  configured: readonly { name: string; service: HostedService }[],
) {
  const usual = services.flatMap(service => [
    { name: `api.${service}.localhost`, service },
    { name: `${service}.localhost`, service },
  ])
  const known = [...usual, ...configured].filter(({ service }) => services.includes(service))
  const serviceOf = new Map(known.map(({ name, service }) => [name, service]))
  return {
    prefixOf(name: string): string | undefined {
      const service = serviceOf.get(name)
      return service && compatPath(service)
    },
    namesOf: (service: HostedService): string[] =>
      [...serviceOf].filter(([, one]) => one === service).map(([name]) => name),
  }
}
