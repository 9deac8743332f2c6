import type { HttpClient } from '../process/http-client.ts'
import type { Launch } from '../process/child.ts'

export type Ports = { smtp: number; http: number }

/** What a contender may use. */
export type Place = {
  /** An empty folder of its own. */
  folder: string
  /** Two free ports; who takes free ones itself says so by `ready`. */
  ports: Ports
  /** Options for Node before the script; others ignore them. */
  nodeArgs: string[]
}

/** How to ask it, where it can be asked at all. */
export type Api = {
  /** Mails that it holds. */
  count(http: HttpClient): Promise<number>
  /** Called before anything else, for settings without which mail would be lost. */
  prepare?(http: HttpClient): Promise<void>
  /** The newest 50. */
  listPath: string
  searchPath?(word: string): string
  /** Total of a search's answer. */
  found?(body: string): number
  /** The largest total that a search tells. */
  countsUpTo?: number
  /** What a row of the list is in its page, which is at `/`: a CSS selector. */
  listRow?: string
  /** The identifiers of the mails in a list's answer, and where one of them is read whole. */
  idsIn?(list: string): string[]
  detailPath?(id: string): string
  /** Where the first attachment is, from the answer of `detailPath`. */
  attachmentPath?(detail: string): string
  /** Deletes all mail; resolves when it is gone. */
  deleteAll?(http: HttpClient): Promise<unknown>
  /** A call that answers once mail for the address is there ... */
  waitPath?(address: string): string
  /** ... or one that must be asked again and again. */
  poll?: { path(address: string): string; isThere(body: string): boolean }
}

export type Contender = {
  name: string
  /** What its 250 promises, so that nobody compares different work without knowing. */
  work: string
  /** A limit to see the others against, not a product. */
  isReference: boolean
  /** Runs in Node, so that its event loop can be watched. */
  isNode: boolean
  version(): string
  /** Why it cannot run here; undefined when it can. */
  missing(): string | undefined
  /** Fetches it on first use. */
  install?(): Promise<void>
  launch(place: Place): Launch
  /** The ports, when a line of output says that it is ready. Without it, ready is when both ports listen. */
  ready?(line: string): Ports | undefined
  api?: Api
}
