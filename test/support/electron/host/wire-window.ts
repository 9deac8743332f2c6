import type { Page } from 'playwright-core'
import type { AppCalls } from '../calls.ts'
import type { Link } from '../link.ts'
import { toAppUrl } from './origin-map.ts'
import { callBinding, deliverName } from './preload-script.ts'

type Deps = { id: number; page: Page; app: Link<AppCalls> }

/** Tells the app what happens in a page of it, and carries its preload's calls. */
export async function wireWindow({ id, page, app }: Deps): Promise<void> {
  await carryCalls({ id, page, app })
  page.on('close', () => void app.call('closed', { window: id }))
  page.once('domcontentloaded', () => void app.call('readyToShow', { window: id }))
  page.on('download', async download => {
    const of = { url: toAppUrl(download.url()), filename: download.suggestedFilename() }
    const path = await app.call('download', of)
    if (path === undefined) return download.cancel()
    await download.saveAs(path)
    await app.call('downloaded', { path })
  })

  const session = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  session.on('Page.windowOpen', ({ url }) => void app.call('mayOpen', { window: id, url: toAppUrl(url) }))
  // New documents only: a change of the hash is none.
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.parentId === undefined) void app.call('navigated', { window: id, url: toAppUrl(frame.url) })
  })
}

/** A page that is going hears nothing any more, as in Electron. */
export async function deliver(page: Page, channel: string, args: unknown[]): Promise<void> {
  await page
    .evaluate(([name, ...message]) => Reflect.get(window, name)?.(...message), [
      deliverName,
      channel,
      args,
    ] as const)
    .catch(() => {})
}

async function carryCalls({ id, page, app }: Deps): Promise<void> {
  await page.exposeBinding(
    callBinding,
    async ({ frame }, kind: 'invoke' | 'message', channel: string, args: unknown[]) => {
      const sender = { url: toAppUrl(frame.url()), isMainFrame: frame.parentFrame() === null }
      try {
        return await app.call(kind, { window: id, frame: sender, channel, args })
      } catch (error) {
        throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
      }
    },
  )
}
