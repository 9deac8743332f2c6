import { AppError } from '#shared/api/errors.ts'
import type { Bridge, CallResult } from '#shared/shell/bridge.ts'
import type { DraggedItem, SavedFile } from '#shared/shell/file-calls.ts'
import type { NotificationState } from '#shared/shell/notification-calls.ts'

/** Files out of the window, where the person says. What fails rejects with an AppError; null: the dialog was closed. */
export type DesktopFiles = {
  saveAttachments(messageId: string): Promise<{ saved: SavedFile; count: number } | null>
  savePdf(messageId: string): Promise<SavedFile | null>
  print(messageId: string): Promise<void>
  /** `cut` when the message is longer than a picture can be. */
  savePicture(messageId: string, width: number): Promise<{ saved: SavedFile; cut: boolean } | null>
  copyPicture(messageId: string, width: number): Promise<{ cut: boolean }>
  /** Shows a saved file in its folder; false when it is no longer known. */
  reveal(token: string): Promise<boolean>
  /** Goes on, as one of files, with a drag that began in the page. */
  dragOut(items: DraggedItem[]): Promise<void>
}

/** Notifications of new mail that the process behind the page makes. */
export type DesktopNotifications = {
  state(): Promise<NotificationState>
  setWanted(wanted: boolean): Promise<NotificationState>
}

export function createDesktopFiles(bridge: Bridge): DesktopFiles {
  return {
    saveAttachments: async messageId => outputOf(await bridge.saveAttachments({ messageId })),
    savePdf: async messageId => outputOf(await bridge.savePdf({ messageId })),
    print: async messageId => outputOf(await bridge.printMessage({ messageId })),
    savePicture: async (messageId, width) => outputOf(await bridge.savePicture({ messageId, width })),
    copyPicture: async (messageId, width) => outputOf(await bridge.copyPicture({ messageId, width })),
    reveal: async token => outputOf(await bridge.revealSaved({ token })),
    // Copied: what is reactive does not cross to another process.
    dragOut: async items => outputOf(await bridge.dragOut({ items: items.map(item => ({ ...item })) })),
  }
}

export function createDesktopNotifications(bridge: Bridge): DesktopNotifications {
  return {
    state: async () => outputOf(await bridge.getNotifications()),
    setWanted: async wanted => outputOf(await bridge.setNotifications({ wanted })),
  }
}

function outputOf<T>(result: CallResult<T>): T {
  if (result.ok) return result.output
  throw new AppError(result.error.error, result.error.message)
}
