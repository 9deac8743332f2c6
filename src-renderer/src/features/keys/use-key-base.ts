import { shallowRef } from 'vue'
import type { Output } from '#shared/api/contract.ts'
import { apiPrefix } from '#shared/api/links.ts'
import type { KeyService } from '#shared/api/keys.ts'
import { useClient } from '../../api/client.ts'
import { serverAddress } from '../../shell/server-address.ts'
import { useShell } from '../../shell/shell.ts'
import { useConnection } from '../../stores/connection.ts'

/** Where keys of each service are used on this machine. */
export function useKeyBase() {
  const shell = useShell()
  const connection = useConnection()
  const services = shallowRef<Output<'listCompat'>['items']>([])
  useClient()
    .call('listCompat', {})
    .then(
      ({ items }) => (services.value = items),
      () => undefined, // the native address stands in
    )

  return (service: KeyService): string => {
    const base = services.value.find(one => one.service === service)?.bases[0]?.url
    return base ?? serverAddress(shell, connection.info).origin + apiPrefix
  }
}
