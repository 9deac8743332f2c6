import type { Shell } from 'electron'
import type { Dispatch } from '../../api/dispatch.ts'
import type { ShellState } from '../shell-state.ts'
import { openLink } from '../open-link.ts'
import type { CallHandlers } from './serve-calls.ts'

type Deps = {
  shell: Pick<Shell, 'openExternal'>
  dispatch: Dispatch
  state: ShellState
}

/** What every page needs: the API, its events, and the way out for links. */
export function createCoreCalls({
  shell,
  dispatch,
  state,
}: Deps): CallHandlers<'invoke' | 'follow' | 'openLink' | 'tellLanguage'> {
  return {
    invoke: ({ operation, input }, page) =>
      dispatch(operation, input, { caller: { kind: 'owner' }, signal: page.signal() }),
    follow: (_nothing, page) => page.follow(page.signal()),
    openLink: url => openLink(url, link => shell.openExternal(link)),
    tellLanguage: language => state.change({ language }),
  }
}
