import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Session } from '#shared/api/owner.ts'
import { useClient } from '../api/client.ts'
import { deleteSession, postPassword } from '../api/sign-in.ts'
import { useShell } from '../shell/shell.ts'
import { useRemovals } from './removals.ts'

/** The desktop's window needs no session: it is the owner's. */
const ofDesktop: Session = { owner: true, passwordSet: false, openMode: true }
/** What is wrong with a server that does not answer is shown in place, by the panes. */
const ofSilentServer = ofDesktop

/** Whether the person is the owner here, or has to sign in to be. */
export const useSession = defineStore('session', () => {
  const client = useClient()
  const removals = useRemovals()
  const isDesktop = useShell().kind === 'desktop'
  const session = shallowRef<Session | null>(isDesktop ? ofDesktop : null)

  async function check(): Promise<void> {
    if (isDesktop) return
    try {
      session.value = await client.call('getSession', {})
    } catch {
      session.value ??= ofSilentServer
    }
  }

  async function signIn(password: string): Promise<void> {
    await postPassword(password)
    await check()
  }

  /** The page is loaded anew: nothing of what it showed stays in its memory, and nothing asks without a session. */
  async function signOut(): Promise<void> {
    await removals.sendAll()
    client.close()
    try {
      await deleteSession()
    } finally {
      window.location.reload()
    }
  }

  const isOwner = computed(() => session.value?.owner === true)
  const signInNeeded = computed(() => session.value?.owner === false)
  const passwordSet = computed(() => session.value?.passwordSet === true)
  const canSignOut = computed(() => isOwner.value && session.value?.openMode === false)

  return { isOwner, signInNeeded, passwordSet, canSignOut, check, signIn, signOut }
})
