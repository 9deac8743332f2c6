import type { App, Shell } from 'electron'
import type { Dispatch } from '../../api/dispatch.ts'
import type { ShellState } from '../shell-state.ts'
import { openLink } from '../open-link.ts'
import type { CallHandlers } from './serve-calls.ts'

type Deps = {
  app: Pick<App, 'setBadgeCount'>
  shell: Pick<Shell, 'openExternal'>
  dispatch: Dispatch
  state: ShellState
}

/** Taskbars show no more. */
const maxBadge = 9_999

/** What every page needs: the API, its events, and the way out for links. */
export function createCoreCalls({
  app,
  shell,
  dispatch,
  state,
}: Deps): CallHandlers<'invoke' | 'follow' | 'openLink' | 'setUnreadBadge' | 'tellLanguage'> {
  return {
    invoke: ({ operation, input }, page) =>
      dispatch(operation, input, { caller: { kind: 'owner' }, signal: page.signal() }),
    follow: (_nothing, page) => page.follow(page.signal()),
    openLink: url => openLink(url, link => shell.openExternal(link)),
    setUnreadBadge: count => void app.setBadgeCount(Math.min(Math.max(count, 0), maxBadge)),
    tellLanguage: language => state.change({ language }),
  }
}
