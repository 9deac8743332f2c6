import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { OwnerSession } from '#shared/api/handler.ts'
import { sessionTokens } from './session-cookie.ts'

/** What the HTTP side needs of the owner, to know it again. */
export type OwnerDoor = {
  openMode: () => boolean
  findSession: (token: string) => OwnerSession | undefined
  /** Tells the id of each session that is over. */
  onSessionEnded: (listener: (id: string) => void) => void
  /** What the desktop's window sends and nobody else can know. */
  windowToken: string
}

type OwnerProof = { session: OwnerSession | undefined; isWindow: boolean }

/** Carries the window's token. It never leaves the process: the window is answered without a socket. */
export const windowHeader = 'x-mayfly-window'

/** What a request brings to show that it is the owner's. Being looked for counts as use of a session. */
export function ownerProofOf(headers: IncomingHttpHeaders, owner: OwnerDoor): OwnerProof {
  const sessions = sessionTokens(headers.cookie).map(owner.findSession)
  return {
    session: sessions.find(session => session !== undefined),
    isWindow: isSame(headers[windowHeader], owner.windowToken),
  }
}

/** Takes as long whatever is given; hashes have one length. */
function isSame(given: string | string[] | undefined, secret: string): boolean {
  if (typeof given !== 'string') return false
  const [one, other] = [given, secret].map(text => createHash('sha256').update(text).digest())
  return timingSafeEqual(one!, other!)
}
