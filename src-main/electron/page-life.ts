import type { WebContents } from 'electron'

/** A signal that lasts as long as the page that is shown: aborted by a reload, a crash, or the window's end. */
export function createPageLife(contents: WebContents): () => AbortSignal {
  let page = new AbortController()
  const renew = () => {
    page.abort()
    page = new AbortController()
  }
  // Committed navigations only: one that was refused leaves the page as it is.
  contents.on('did-navigate', renew)
  contents.on('render-process-gone', renew)
  contents.once('destroyed', () => page.abort())
  return () => page.signal
}
