import { afterAll, beforeAll, expect } from 'vitest'
import { callFrom } from '#test/support/electron/call-bridge.ts'
import type { Desktop } from '#test/support/electron/desktop.ts'
import { launchDesktop } from '#test/support/electron/launch-desktop.ts'

/** One app for all that needs no start of its own: a start costs more than most of what is tried on it. */
export let desktop: Desktop
export let smtpPort: number

beforeAll(async () => {
  desktop = await launchDesktop()
  smtpPort = (await callFrom(desktop.page, 'getInfo')).smtpPort!
  await desktop.evaluate(({ shell }) => {
    const links: string[] = []
    Reflect.set(globalThis, 'opened', links)
    shell.openExternal = async url => void links.push(url)
  })
})
afterAll(() => desktop.close())

/** Links that left for the system. */
export const opened = () => desktop.evaluate(() => Reflect.get(globalThis, 'opened') as string[])

/** What a preview keeps a mail from is said as an error, and meant to be. */
const meant = /Content Security Policy|document's frame is sandboxed/

/** From now on the page reports no error, until those tests end. */
export function expectNoFaults(): () => void {
  const faults: string[] = []
  desktop.page.on('pageerror', error => faults.push(error.message))
  desktop.page.on('console', message => {
    if (message.type() === 'error' && !meant.test(message.text())) faults.push(message.text())
  })
  return () => expect(faults).toEqual([])
}
