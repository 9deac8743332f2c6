import type { Frame, Request, Route } from 'playwright-core'
import type { AppCalls } from '../calls.ts'
import type { Link } from '../link.ts'
import { isAppUrl, toAppUrl } from './origin-map.ts'

/** The window that asks, and the address that the app itself is loading into it. */
export type Asking = { id: number; loading: string | undefined }

/** The app says where a page of it may go. What is not of its scheme reaches nothing. */
export async function checkRequest(route: Route, window: Asking | undefined, app: Link<AppCalls>) {
  const request = route.request()
  if (!window || !(await mayGo(request, window, app))) return route.abort('aborted')
  return isAppUrl(request.url()) ? route.continue() : route.abort('internetdisconnected')
}

/** A window in a session of its own: the session says what leaves it. */
export async function checkHiddenRequest(route: Route, partition: string, app: Link<AppCalls>) {
  const url = toAppUrl(route.request().url())
  if (!(await app.call('mayRequest', { partition, url }))) return route.abort('blockedbyclient')
  return isAppUrl(route.request().url()) ? route.continue() : route.abort('internetdisconnected')
}

/** The frame that a request is for; none when it is for a page that is only just opening. */
export function frameOf(route: Route): Frame | undefined {
  try {
    return route.request().frame()
  } catch {
    return undefined
  }
}

async function mayGo(request: Request, window: Asking, app: Link<AppCalls>): Promise<boolean> {
  if (!request.isNavigationRequest()) return true
  const url = request.url()
  const isMainFrame = request.frame().parentFrame() === null
  // What the app loads itself it is not asked about.
  if (isMainFrame && window.loading === url) {
    window.loading = undefined
    return true
  }
  return app.call('mayNavigate', { window: window.id, url: toAppUrl(url), isMainFrame })
}
