import { computed } from 'vue'
import { serverAddress } from '../../shell/server-address.ts'
import { useShell } from '../../shell/shell.ts'
import { useConnection } from '../../stores/connection.ts'

/** Where apps of this person send their mail. `port` is null while SMTP does not listen. */
export function useServerPlace() {
  const shell = useShell()
  const connection = useConnection()
  return {
    host: computed(() => serverAddress(shell, connection.info).smtpHost),
    port: computed(() => connection.info?.smtpPort ?? null),
  }
}
