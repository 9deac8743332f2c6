import type { WebContents } from 'electron'

/** The window's side of a call: whose frame may send, and until when the answer is wanted. */
export type Page = {
  contents: WebContents
  signal: () => AbortSignal
  follow: (page: AbortSignal) => Promise<void>
}
