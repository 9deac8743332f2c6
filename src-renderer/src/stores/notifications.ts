import { useStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { NotificationState } from '#shared/shell/notification-calls.ts'
import { endOfPause, isPaused, type Pause } from '#shared/notifications/pauses.ts'
import { useShell } from '../shell/shell.ts'
import { useServerSettings } from './server-settings.ts'

type Permission = NotificationPermission | 'unsupported'

/** The oldest choices go first; the server takes no more. */
const maxMuted = 1_000

/** Whether this browser or this desktop tells of new mail; and what the server's settings say, for every window alike. */
export const useNotifications = defineStore('notifications', () => {
  const server = useServerSettings()
  const { notifications: desktop } = useShell()
  const inBrowser = useStorage('mayfly.notify', false)
  const onDesktop = shallowRef<NotificationState | null>(null)
  /** Known once it was loaded. To ask the browser holds the page up, so the start does not. */
  const permission = shallowRef<Permission>('Notification' in window ? 'default' : 'unsupported')
  const wanted = computed(() => (desktop ? (onDesktop.value?.wanted ?? false) : inBrowser.value))
  /** Ids of mailboxes of which nothing is told. */
  const muted = computed(() => server.settings?.['notifications.muted'] ?? [])
  const pausedUntil = computed(() => server.settings?.['notifications.pausedUntil'] ?? null)

  /** What the desktop or the browser allows is asked for where it is shown. */
  async function load(): Promise<void> {
    if (desktop) onDesktop.value = await desktop.state()
    else if ('Notification' in window) permission.value = Notification.permission
  }

  /** The browser asks once; what was denied can only be allowed in its own settings. */
  async function setWanted(on: boolean): Promise<void> {
    if (desktop) return void (onDesktop.value = await desktop.setWanted(on))
    if (on && permission.value === 'default') permission.value = await Notification.requestPermission()
    inBrowser.value = on && permission.value === 'granted'
  }

  /** Rejects with an AppError, as the others do. */
  async function setMuted(mailboxId: string, on: boolean): Promise<void> {
    // Another window may have muted one since.
    await server.load()
    const others = muted.value.filter(id => id !== mailboxId)
    await server.change({ 'notifications.muted': on ? [...others, mailboxId].slice(-maxMuted) : others })
  }

  /** Null ends the pause. */
  async function pause(asked: Pause | null): Promise<void> {
    const until = asked === null ? null : new Date(endOfPause(asked, Date.now())).toISOString()
    await server.change({ 'notifications.pausedUntil': until })
  }

  const isPausedAt = (now: number): boolean => isPaused(pausedUntil.value, now)

  return {
    wanted,
    muted,
    pausedUntil,
    permission,
    onDesktop,
    load,
    setWanted,
    setMuted,
    pause,
    isPausedAt,
  }
})
