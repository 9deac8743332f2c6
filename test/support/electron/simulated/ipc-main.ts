import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import type { Message } from '../calls.ts'
import { BrowserWindow } from './browser-window.ts'

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown

const handlers = new Map<string, Handler>()

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler as Handler)
  },
  removeHandler: channel => void handlers.delete(channel),
} satisfies Pick<IpcMain, 'handle' | 'removeHandler'>)

export async function invoke(message: Message): Promise<unknown> {
  const handler = handlers.get(message.channel)
  if (!handler) throw new Error(`No handler registered for '${message.channel}'`)
  return structuredClone(await handler(toEvent(message), ...message.args))
}

export function deliver(message: Message): void {
  ipcMain.emit(message.channel, toEvent(message), ...message.args)
}

/** The part of Electron's event that tells who sent it. */
function toEvent({ window, frame }: Message): IpcMainInvokeEvent {
  const senderFrame = { url: frame.url, parent: frame.isMainFrame ? null : {} }
  return { sender: BrowserWindow.byId(window)?.webContents, senderFrame } as unknown as IpcMainInvokeEvent
}
