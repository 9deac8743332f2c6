import { clipboard, Notification } from 'electron'
import { MessageDetail, type MessageSummary } from '#shared/api/message-shapes.ts'
import { wholeStore } from '#shared/api/scope.ts'
import { Settings } from '#shared/api/settings.ts'
import { createMailNews } from '#shared/notifications/mail-news.ts'
import { endOfPause, isPaused, type Pause } from '#shared/notifications/pauses.ts'
import { toTimestamp } from '#shared/api/fields.ts'
import type { notificationCalls, NotificationState } from '#shared/shell/notification-calls.ts'
import type { OpenRequest } from '#shared/shell/channels.ts'
import type { Language } from '#shared/shell/languages.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import type { App } from '../../app/reopenable-app.ts'
import type { CallHandlers } from '../bridge/serve-calls.ts'
import type { ShellState } from '../shell-state.ts'
import { canCopy, createShown, notificationOf } from './show-notification.ts'

type Deps = {
  mayfly: Pick<App, 'dispatch' | 'feed'>
  state: ShellState
  /** Whether the window has the person's attention: then it says itself what is new. */
  isWatched: () => boolean
  show: (place: OpenRequest) => void
  language: () => Language
  platform: NodeJS.Platform
  now: () => number
  onError: (error: unknown) => void
}

/**
 * Tells of new mail by the system's notifications. Here and not in the page, which is asleep while the window is hidden
 * and gone when it is closed. The system itself keeps them back while it is not to be disturbed.
 */
export function createMailNotifications({ mayfly, state, platform, now, onError, ...deps }: Deps) {
  const { isWatched, show, language } = deps
  const shown = createShown()
  let burst: Notification | undefined

  const call = (name: string, input: object) =>
    mayfly.dispatch(name, input, { caller: { kind: 'owner' }, signal: new AbortController().signal })
  const settings = async () => Settings.parse(await call('getSettings', {}))
  const isWanted = () => state.current().notifications && Notification.isSupported()

  function tellOne(message: MessageSummary): void {
    const texts = textsOf(language())
    const notification = new Notification(notificationOf(message, { copies: canCopy(platform), texts }))
    notification.on('click', () => show({ kind: 'message', id: message.id }))
    notification.on('action', () => void clipboard.writeText(message.code ?? '').catch(onError))
    shown.show(notification)
  }

  /** The one that tells of many takes the place of the one before. */
  function tellCount(count: number): void {
    burst?.close()
    burst = new Notification({ title: textsOf(language()).notifications.many(count) })
    burst.on('click', () => show({ kind: 'all' }))
    shown.show(burst)
  }

  const news = createMailNews({
    isWatched: () => !isWanted() || isWatched(),
    settings,
    findMessage: async id => {
      const found = await call('getMessage', { id }).catch(() => undefined)
      return found === undefined ? undefined : MessageDetail.parse(found)
    },
    tellOne,
    tellCount,
    now,
  })

  const current = (): NotificationState => ({
    supported: Notification.isSupported(),
    wanted: state.current().notifications,
    copies: canCopy(platform),
  })

  return {
    /** Of mail that comes from now on. */
    start: (): Promise<() => void> =>
      mayfly.feed.follow({ scope: wholeStore, send: event => void news.onEvent(event) }),
    calls: {
      getNotifications: current,
      setNotifications({ wanted }) {
        state.change({ notifications: wanted })
        return current()
      },
    } satisfies CallHandlers<keyof typeof notificationCalls>,
    /** Silence for all windows, from the tray for example; null ends it. */
    async pause(asked: Pause | null): Promise<void> {
      const until = asked === null ? null : toTimestamp(endOfPause(asked, now()))
      await call('updateSettings', { 'notifications.pausedUntil': until })
    },
    async isPaused(): Promise<boolean> {
      return isPaused((await settings())['notifications.pausedUntil'], now())
    },
  }
}
