import type { CDPSession, Page } from 'playwright-core'
import { toBrowserUrl } from './origin-map.ts'

/** Electron's names beside Chromium's. */
const permissions = [
  { electron: 'geolocation', chromium: { name: 'geolocation' } },
  { electron: 'notifications', chromium: { name: 'notifications' } },
  { electron: 'media', chromium: { name: 'camera' } },
  { electron: 'media', chromium: { name: 'microphone' } },
  { electron: 'clipboard-read', chromium: { name: 'clipboard-read' } },
  { electron: 'clipboard-sanitized-write', chromium: { name: 'clipboard-write' } },
]

/** Chromium decides as the app's handlers would: asked once, before the page is there, for as long as `browser` lasts. */
export async function applyPermissions(
  browser: CDPSession,
  page: Page,
  appOrigin: string,
  mayUse: (permission: string) => Promise<boolean>,
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  for (const { electron, chromium } of permissions) {
    await browser.send('Browser.setPermission', {
      permission: chromium,
      setting: (await mayUse(electron)) ? 'granted' : 'denied',
      origin: toBrowserUrl(appOrigin),
      ...(targetInfo.browserContextId ? { browserContextId: targetInfo.browserContextId } : {}),
    })
  }
}
