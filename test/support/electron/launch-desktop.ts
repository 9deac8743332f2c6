import type { Desktop, DesktopOptions } from './desktop.ts'
import { findElectronBinary } from './electron-binary.ts'
import { launchElectron } from './launch-electron.ts'
import { launchSimulated } from './launch-simulated.ts'

/** Far below a test's own, so that a failure names what was not found. */
const pageTimeoutMs = 10_000

/** The built app with its window open: in Electron where that can be had, else simulated. Says which. */
export async function launchDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const binary = findElectronBinary()
  process.stderr.write(
    binary === undefined
      ? 'desktop: simulated (no Electron binary with a display here)\n'
      : 'desktop: real Electron\n',
  )
  const desktop = await (binary === undefined ? launchSimulated(options) : launchElectron(binary, options))
  desktop.page.setDefaultTimeout(pageTimeoutMs)
  return desktop
}
