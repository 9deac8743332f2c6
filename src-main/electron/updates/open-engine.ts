import type { UpdateEngine } from './updates.ts'

type Deps = {
  /** Ends all that holds on to the app: server, windows, locks. */
  makeWay: () => Promise<void>
  /** For an installer that could not be started after that. */
  startAgain: () => void
}

/** electron-updater, told to do nothing of its own accord. It checks what it fetched against the signed list. */
export async function openEngine({ makeWay, startAgain }: Deps): Promise<UpdateEngine> {
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
    async restart() {
      await makeWay()
      updater.once('error', startAgain)
      updater.quitAndInstall()
    },
  }
}
