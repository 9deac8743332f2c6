import type { Notification as NativeNotification } from 'electron'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'

/** What is said of a mail: pure, so that it can be looked at without a system that shows it. */
export function notificationOf(
  { from, subject, code, address }: MessageSummary,
  { copies, texts }: { copies: boolean; texts: Pick<ShellTexts, 'notifications' | 'print'> },
) {
  const lines = [
    subject || texts.print.noSubject,
    code === null ? null : texts.notifications.code(code),
    address,
  ]
  return {
    title: from.name || from.address || address,
    body: lines.filter(line => line !== null).join('\n'),
    actions: code !== null && copies ? [{ type: 'button' as const, text: texts.notifications.copy }] : [],
  }
}

/** Where a notification has buttons, as Electron has it: Linux shows none. */
export const canCopy = (platform: NodeJS.Platform): boolean => platform === 'darwin' || platform === 'win32'

/** More than a person goes back to; of older ones a click is not heard any more. */
const maxHeld = 50

/** Keeps what is shown, for otherwise nobody would hear of a click once memory is tidied up. */
export function createShown() {
  const held = new Set<NativeNotification>()
  return {
    show(notification: NativeNotification): void {
      held.add(notification)
      notification.on('close', () => held.delete(notification))
      const oldest = held.values().next().value
      if (held.size > maxHeld && oldest) held.delete(oldest)
      notification.show()
    },
  }
}
