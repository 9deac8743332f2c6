import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { Bridge } from '#shared/shell/bridge.ts'
import { callNames } from '#shared/shell/call-names.ts'
import { channelOf, pushNames } from '#shared/shell/channels.ts'

/** All that the page gets of the process behind it. Whatever it sends is checked there, not here. */
const calls = callNames.map(name => [name, (input: unknown) => ipcRenderer.invoke(channelOf(name), input)])

const on: Bridge['on'] = (name, listener) => {
  if (!pushNames.includes(name)) return () => {}
  const hear = (_event: IpcRendererEvent, value: Parameters<typeof listener>[0]) => listener(value)
  ipcRenderer.on(channelOf(name), hear)
  return () => {
    ipcRenderer.removeListener(channelOf(name), hear)
  }
}

contextBridge.exposeInMainWorld('mayfly', { ...Object.fromEntries(calls), on } as Bridge)
