import ElectronStore from 'electron-store'
import { ipcMain } from 'electron'
import { createShellState, type ShellState } from './shell-state.ts'

/** `shell.json` in the window's folder. What cannot be read begins anew: none of it is mail. */
export function openShellState(folder: string): ShellState {
  const store = new ElectronStore({ cwd: folder, name: 'shell', clearInvalidConfig: true })
  // It would tell any page where the folder is.
  ipcMain.removeAllListeners('electron-store-get-data')
  return createShellState(store)
}
