import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

type Permission = NotificationPermission | 'unsupported'

/** Whether this browser tells of new mail, and of which mailboxes it does not. */
export const useNotifications = defineStore('notifications', () => {
  const wanted = useStorage('mayfly.notify', false)
  /** Ids of mailboxes. */
  const muted = useStorage<string[]>('mayfly.mutedMailboxes', [])
  const permission = shallowRef<Permission>(
    'Notification' in window ? Notification.permission : 'unsupported',
  )

  /** The browser asks once; what was denied can only be allowed in its own settings. */
  async function setWanted(on: boolean): Promise<void> {
    if (on && permission.value === 'default') permission.value = await Notification.requestPermission()
    wanted.value = on && permission.value === 'granted'
  }

  function setMuted(mailboxId: string, on: boolean): void {
    const others = muted.value.filter(id => id !== mailboxId)
    muted.value = on ? [...others, mailboxId] : others
  }

  return { wanted, muted, permission, setWanted, setMuted }
})
