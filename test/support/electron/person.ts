import type { Desktop } from './desktop.ts'

/** What the app asked the system to do for the person. */
type Seen = { revealed: string[]; dragged: { files: string[]; hasIcon: boolean }[]; proposed: string[] }

/** A person who takes the name that a dialog proposes, in `folder`, and whose file manager and drags are noted down. */
export async function standInForPerson(desktop: Desktop, folder: string): Promise<void> {
  await desktop.evaluate(({ shell, dialog, BrowserWindow }, place) => {
    const seen = {
      revealed: [] as string[],
      dragged: [] as { files: string[]; hasIcon: boolean }[],
      proposed: [] as string[],
    }
    Object.assign(globalThis, { seen })
    shell.showItemInFolder = path => void seen.revealed.push(path)
    dialog.showSaveDialog = (async (_window: unknown, { defaultPath = '' }: { defaultPath?: string }) => {
      seen.proposed.push(defaultPath)
      return { canceled: false, filePath: `${place}/${defaultPath.replace(/^.*[/\\]/, '')}` }
    }) as never // one of its two shapes
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [place] })) as never // as above
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    webContents.startDrag = ({ files = [], icon }) =>
      void seen.dragged.push({ files, hasIcon: typeof icon !== 'string' && !icon.isEmpty() })
  }, folder)
}

export const seenOf = (desktop: Desktop) => desktop.evaluate(() => Reflect.get(globalThis, 'seen') as Seen)
