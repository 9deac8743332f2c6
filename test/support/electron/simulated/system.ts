import type { Dialog, NativeTheme, Shell } from 'electron'
import { host } from './host.ts'

/** Opens and shows nothing. A test that wants to know puts its own in place, as it would in Electron. */
export const shell = { openExternal: async () => {}, showItemInFolder() {} } satisfies Pick<
  Shell,
  'openExternal' | 'showItemInFolder'
>

/** The person closes every dialog. */
export const dialog = {
  showErrorBox: (title, content) => void host.call('showErrorBox', { title, content }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
} satisfies Pick<Dialog, 'showErrorBox' | 'showSaveDialog' | 'showOpenDialog'>

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>
