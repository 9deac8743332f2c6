import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Server, ServerChange } from '#shared/api/server.ts'
import { toAppError } from '../api/app-error.ts'
import { useClient } from '../api/client.ts'
import { addressAfterMove } from '../shell/address-after-move.ts'
import { useShell } from '../shell/shell.ts'
import { useConnection } from './connection.ts'
import { useSession } from './session.ts'

/** Where the server listens, and changing that. */
export const useServer = defineStore('server', () => {
  const client = useClient()
  const connection = useConnection()
  const session = useSession()
  const { kind } = useShell()
  const server = shallowRef<Server | null>(null)
  /** Why it could not be loaded, in words. */
  const problem = shallowRef('')

  async function load(): Promise<void> {
    try {
      server.value = await client.call('getServer', {})
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  /** What is shown elsewhere of it; and where it is shared now, the page has to sign in. */
  async function refreshOthers(): Promise<void> {
    await Promise.all([connection.refreshInfo(), session.check()])
  }

  /** Rejects with an AppError. A page that came by the port which is given up goes to the new one. */
  async function change(change: ServerChange): Promise<void> {
    const before = server.value?.httpPort.bound ?? null
    server.value = await client.call('updateServer', change)
    const next = addressAfterMove(location, before, server.value.httpPort.bound)
    if (kind === 'web' && next) location.assign(next)
    else await refreshOthers()
  }

  /** Rejects with an AppError. */
  async function retry(): Promise<void> {
    server.value = await client.call('retryServer', {})
    await refreshOthers()
  }

  return { server, problem, load, change, retry }
})
