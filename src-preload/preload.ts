import { contextBridge, ipcRenderer } from 'electron'
import { channels } from '#shared/shell/channels.ts'
import type { StoreEvent } from '#shared/api/events.ts'
import type { Bridge } from '#shared/shell/bridge.ts'

/** All that the page gets of the process behind it. Whatever it sends is checked there, not here. */
const listeners = new Set<(event: StoreEvent) => void>()

ipcRenderer.on(channels.event, (_event, event: StoreEvent) => {
  for (const listener of listeners) listener(event)
})

let following = false

const bridge: Bridge = {
  invoke: (operation, input) => ipcRenderer.invoke(channels.invoke, operation, input),
  onEvent(listener) {
    listeners.add(listener)
    if (!following) ipcRenderer.send(channels.follow)
    following = true
    return () => {
      listeners.delete(listener)
    }
  },
  openLink: url => ipcRenderer.invoke(channels.openLink, url),
  setUnreadBadge: count => ipcRenderer.invoke(channels.setUnreadBadge, count),
}

contextBridge.exposeInMainWorld('mayfly', bridge)
