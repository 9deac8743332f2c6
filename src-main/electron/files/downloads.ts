import type { Session } from 'electron'
import type { Pushes } from '#shared/shell/channels.ts'
import { isUiUrl } from '../ui-origin.ts'
import type { SavedFiles } from './saved-files.ts'

type Deps = { session: Session; saved: SavedFiles; tell: (saved: Pushes['saved']) => void }

/**
 * What the window lets somebody save: attachments, sources, exports, backups, all links of our own page. Nothing else is
 * saved. The system asks where to, beginning with the folder of the last time.
 */
export function watchDownloads({ session, saved, tell }: Deps): void {
  session.on('will-download', (event, item) => {
    if (!isUiUrl(item.getURLChain()[0] ?? item.getURL())) return event.preventDefault()
    item.setSaveDialogOptions({ defaultPath: saved.propose(item.getFilename(), 'file') })
    item.once('done', (_event, state) => {
      if (state === 'completed') tell({ ok: true, ...saved.note(item.getSavePath()) })
      // A dialog that was closed is no news.
      else if (state === 'interrupted') tell({ ok: false, name: item.getFilename() })
    })
  })
}
