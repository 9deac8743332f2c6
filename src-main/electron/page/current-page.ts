import type { WebContents } from 'electron'
import { Info } from '#shared/api/system.ts'
import { channelOf } from '#shared/shell/channels.ts'
import type { App } from '../../app/reopenable-app.ts'
import type { Page } from '../bridge/page.ts'
import { createEventPush } from '../event-push.ts'
import { createPageLife } from '../page-life.ts'

/** The page of the window that is open, with the events that it follows. */
export async function createCurrentPage({ dispatch, feed }: Pick<App, 'dispatch' | 'feed'>) {
  const owner = { caller: { kind: 'owner' }, signal: new AbortController().signal } as const
  const { lastSeq } = Info.parse(await dispatch('getInfo', {}, owner))
  let page: Page | undefined

  return {
    current: () => page,
    attach(contents: WebContents): void {
      page = {
        contents,
        signal: createPageLife(contents),
        follow: createEventPush({ feed, lastSeq, send: event => contents.send(channelOf('event'), event) }),
      }
    },
  }
}
