import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App, Dialog } from 'electron'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { StoreError } from '../../storage/store-error.ts'
import { describeStartFailure } from '../start-failure.ts'
import type { chosenDataDir } from './chosen-data-dir.ts'

type Deps<Opened> = {
  /** Rejects with StoreError for a data folder that cannot be used. */
  open: () => Promise<Opened>
  dataDir: string
  app: Pick<App, 'whenReady' | 'exit'>
  /** Starts Mayfly once more with these arguments. */
  startAgain: (args: string[]) => void
  dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>
  texts: () => ShellTexts
  chosen: ReturnType<typeof chosenDataDir>
  /** The arguments of this start. */
  argv: readonly string[]
  now: () => number
}

/**
 * Opens the store; while that fails, the person says what to do about it. Undefined when this process is over: another
 * starts on the folder that was chosen, or Mayfly was told to quit.
 */
export async function openSafely<Opened>({
  open,
  dataDir,
  app,
  startAgain,
  dialog,
  texts,
  chosen,
  argv,
  now,
}: Deps<Opened>): Promise<Opened | undefined> {
  /** Why the backup that was chosen last is none. */
  let refused = ''

  async function ask({ kind, message }: StoreError): Promise<'folder' | 'backup' | 'quit'> {
    const { unusableStore: say } = texts()
    // What another Mayfly has open is whole: no backup may take its place.
    const choices =
      kind === 'locked' ? (['folder', 'quit'] as const) : (['folder', 'backup', 'quit'] as const)
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: say.title,
      detail: refused === '' ? message : `${message}\n\n${say.restoreFailed}: ${refused}`,
      buttons: choices.map(choice => say[choice]),
      defaultId: 0,
      cancelId: choices.length - 1,
    })
    return choices[response] ?? 'quit'
  }

  /** Starts anew on it: what Electron keeps beside the store, and its lock, cannot be moved in a process that runs. */
  async function chooseFolder(): Promise<boolean> {
    const { filePaths } = await dialog.showOpenDialog({
      title: texts().unusableStore.chooseFolder,
      properties: ['openDirectory', 'createDirectory'],
    })
    const [folder] = filePaths
    if (folder === undefined) return false
    chosen.remember(folder)
    // Said with this start too: an option counts more than what is remembered, and the last one counts.
    startAgain([...argv.slice(1), `--data-dir=${folder}`])
    app.exit(0)
    return true
  }

  async function openBackup(): Promise<void> {
    const { unusableStore: say } = texts()
    const backups = join(dataDir, 'backups')
    const { filePaths } = await dialog.showOpenDialog({
      title: say.chooseBackup,
      defaultPath: existsSync(backups) ? backups : dataDir,
      filters: [{ name: say.backups, extensions: ['db'] }],
      properties: ['openFile'],
    })
    const [backup] = filePaths
    refused = ''
    if (backup === undefined) return
    try {
      // Loaded for those alone who need it.
      const { restoreInPlace } = await import('./restore-in-place.ts')
      restoreInPlace(dataDir, backup, now())
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error)
    }
  }

  /** False when this process is over. */
  async function mend(error: StoreError): Promise<boolean> {
    const choice = await ask(error)
    if (choice === 'folder') return !(await chooseFolder())
    if (choice === 'backup') return openBackup().then(() => true)
    app.exit(describeStartFailure(error).exitCode)
    return false
  }

  for (;;) {
    try {
      return await open()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      await app.whenReady()
      if (!(await mend(error))) return undefined
    }
  }
}
