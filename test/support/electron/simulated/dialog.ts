import type { Dialog, MessageBoxOptions, OpenDialogOptions } from 'electron'
import { host } from './host.ts'

type Given<Options> = [Options] | [unknown, Options]

/** Boxes that the driving side answers; a test may put its own in their place, as it would in Electron. */
export const dialog = {
  showErrorBox: (title, content) => void host.call('showErrorBox', { title, content }),
  async showMessageBox(...given: Given<MessageBoxOptions>) {
    const {
      message,
      detail = '',
      buttons = [],
      cancelId = 0,
      checkboxChecked = false,
    } = given.at(-1) as MessageBoxOptions // the last one
    return {
      response: await host.call('showMessageBox', { message, detail, buttons, cancelId }),
      checkboxChecked,
    }
  },
  async showOpenDialog(...given: Given<OpenDialogOptions>) {
    const { title = '' } = given.at(-1) as OpenDialogOptions // the last one
    const filePaths = await host.call('showOpenDialog', { title })
    return { canceled: filePaths.length === 0, filePaths }
  },
  /** The person closes it. */
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
} satisfies Pick<Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>
