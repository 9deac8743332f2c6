import { EventEmitter } from 'node:events'
import type { NativeTheme, Shell } from 'electron'

/** Opens and shows nothing. A test that wants to know puts its own in place, as it would in Electron. */
export const shell = { openExternal: async () => {}, showItemInFolder() {} } satisfies Pick<
  Shell,
  'openExternal' | 'showItemInFolder'
>

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>

/** Says nothing by itself: a test puts the computer to sleep and wakes it. */
export const powerMonitor = new EventEmitter()
