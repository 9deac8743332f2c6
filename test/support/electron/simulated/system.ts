import type { Dialog, NativeTheme, Shell } from 'electron'
import { host } from './host.ts'

/** Opens nothing. A test that wants to know puts its own in place, as it would in Electron. */
export const shell = { openExternal: async () => {} } satisfies Pick<Shell, 'openExternal'>

export const dialog = {
  showErrorBox: (title, content) => void host.call('showErrorBox', { title, content }),
} satisfies Pick<Dialog, 'showErrorBox'>

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>
