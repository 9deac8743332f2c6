import type { Output } from '#shared/api/contract.ts'
import { wholeStore } from '#shared/api/scope.ts'
import type { App } from '../app/reopenable-app.ts'

/** What tray, badge and menus show of the server. */
export type ServerView = Pick<
  Output<'getInfo'>,
  'unreadCount' | 'host' | 'smtpPort' | 'httpPort' | 'paused' | 'problems'
> & {
  codes: RecentCode[]
  /** Whether notifications pause. */
  muted: boolean
}
export type RecentCode = { code: string; from: string }

/** While mail keeps coming, what is outside of the window follows once a second. */
const quietMs = 1_000
/** Codes are looked for among so many of the newest messages: reading them costs the same in any store. */
const searched = 50
const maxCodes = 5
/** A pause of notifications ends by itself, and nothing tells of it. */
const mutedCheckMs = 60_000

type Deps = {
  mayfly: Pick<App, 'dispatch' | 'feed'>
  isMuted: () => Promise<boolean>
  onError: (error: unknown) => void
}

/** Follows the server with or without a window, and tells whoever draws something of it. */
export async function followServer({ mayfly, isMuted, onError }: Deps) {
  const listeners = new Set<(view: ServerView) => void>()
  const ended = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let mutedCheck: NodeJS.Timeout | undefined
  let view = await look()
  let isStale = false

  async function look(): Promise<ServerView> {
    const owner = { caller: { kind: 'owner' }, signal: ended.signal } as const
    // What dispatch answers was checked against the contract.
    const ask = <N extends 'getInfo' | 'listMessages'>(name: N, input: object) =>
      mayfly.dispatch(name, input, owner) as Promise<Output<N>>
    const [info, { items }, muted] = await Promise.all([
      ask('getInfo', {}),
      ask('listMessages', { limit: searched }),
      isMuted(),
    ])
    clearTimeout(mutedCheck)
    if (muted) mutedCheck = setTimeout(refreshSoon, mutedCheckMs).unref()
    const { unreadCount, host, smtpPort, httpPort, paused, problems } = info
    const codes = items.flatMap(({ code, from }) =>
      code === null ? [] : [{ code, from: from.name || from.address }],
    )
    return { unreadCount, host, smtpPort, httpPort, paused, problems, codes: codes.slice(0, maxCodes), muted }
  }

  async function refresh(): Promise<void> {
    const next = await look()
    if (ended.signal.aborted || JSON.stringify(next) === JSON.stringify(view)) return
    view = next
    for (const listener of listeners) listener(view)
  }

  /** At once, and then no more than once a second. */
  function refreshSoon(): void {
    isStale = true
    if (timer !== undefined) return
    const round = () => {
      timer = undefined
      if (!isStale) return
      isStale = false
      timer = setTimeout(round, quietMs)
      refresh().catch(onError)
    }
    round()
  }

  const unfollow = await mayfly.feed.follow({ scope: wholeStore, send: refreshSoon })

  return {
    current: () => view,
    onChange(listener: (view: ServerView) => void): void {
      listeners.add(listener)
      listener(view)
    },
    refresh,
    stop(): void {
      ended.abort()
      clearTimeout(timer)
      clearTimeout(mutedCheck)
      unfollow()
    },
  }
}
