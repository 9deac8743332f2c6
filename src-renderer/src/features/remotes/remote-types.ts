import type { z } from 'zod'
import type { Call } from '#shared/api/contract.ts'
import type {
  RemoteDomain as Domain,
  RemoteFound as Found,
  RemoteKey as Key,
  RemoteReport as Report,
  RemoteServiceInfo as ServiceInfo,
} from '#shared/api/remote-shapes.ts'

export type RemoteServiceInfo = z.infer<typeof ServiceInfo>
export type RemoteReport = z.infer<typeof Report>
export type RemoteFound = z.infer<typeof Found>
export type RemoteKey = z.infer<typeof Key>
export type RemoteDomain = z.infer<typeof Domain>
export type RemotePlace = Call<'testNewRemote'>
