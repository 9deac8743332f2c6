import type { UpdateEngine } from './updates.ts'

/** electron-updater, told to do nothing of its own accord. It checks what it fetched against the signed list. */
export async function openEngine(): Promise<UpdateEngine> {
  const { default: library } = await import('electron-updater')
  const updater = library.autoUpdater
  updater.logger = null
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = true
  return {
    async check(channel) {
      updater.channel = channel === 'beta' ? 'beta' : 'latest'
      updater.allowPrerelease = channel === 'beta'
      // Choosing a channel allows it: a store of a newer version could not be opened.
      updater.allowDowngrade = false
      const found = await updater.checkForUpdates()
      return found?.isUpdateAvailable ? found.updateInfo.version : null
    },
    async download(onProgress) {
      const listen = ({ percent }: { percent: number }) => onProgress(percent)
      updater.on('download-progress', listen)
      try {
        await updater.downloadUpdate()
      } finally {
        updater.off('download-progress', listen)
      }
    },
    restart: () => updater.quitAndInstall(),
  }
}
