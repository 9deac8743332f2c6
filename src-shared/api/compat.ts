import { z } from 'zod'
import { KeyService } from './keys.ts'
import { operation } from './operation.ts'

/** Services whose API is emulated; their keys are made as all others. */
export const HostedService = KeyService.exclude(['mayfly'])
export type HostedService = z.infer<typeof HostedService>

/** Where the emulated services are, on the port of the native API. */
export const compatPath = (service: HostedService): string => `/compat/${service}`

/** What a client of the hosted service has as its base URL, and what it gets instead. Urls are null while no port is open. */
const CompatBase = z.object({
  replaces: z.string(),
  url: z.string().nullable(),
  /** The same behind a host name, for clients that cannot take a longer path. */
  hostUrl: z.string().nullable(),
})

const CompatService = z.object({
  service: HostedService,
  name: z.string(),
  /** Where the service has several generations, each has a base. */
  bases: z.array(CompatBase),
  /** A call with one of these as its Host is served as if below the base. */
  hostNames: z.array(z.string()),
  /** Plans of the service; an account is put on one of them. */
  plans: z.array(z.string()),
  /** Its page in the documentation. */
  docs: z.string(),
  /** How `GET /audit?route=` finds the calls to it. */
  auditRoute: z.string(),
})

export const compatOperations = {
  listCompat: operation({
    method: 'GET',
    path: '/compat',
    summary: 'The hosted services that are emulated, and the base URL and host names of each.',
    access: 'owner',
    output: z.object({ items: z.array(CompatService) }),
  }),
}
