import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { hiddenSwitch } from '../links/opened-with.ts'
import { autostartEntry } from './autostart-entry.ts'

type Deps = {
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>
  platform: NodeJS.Platform
  /** Where a Linux desktop looks: `~/.config`, or what XDG_CONFIG_HOME says. */
  configHome: string
  /** The file that was started: an AppImage or a portable program runs from a copy that does not stay. */
  program: string
}

/** Whether the system starts Mayfly at login, hidden: mail is taken, and the tray says so. */
export function createStartAtLogin({ app, platform, configHome, program }: Deps) {
  const file = join(configHome, 'autostart', 'mayfly.desktop')
  const args = [hiddenSwitch]
  // Windows alone takes a path.
  const command = platform === 'win32' ? { path: program, args } : { args }

  return {
    /** From the sources there is no program that could be started. */
    isOffered: (): boolean => app.isPackaged,
    isOn(): boolean {
      return platform === 'linux' ? existsSync(file) : app.getLoginItemSettings(command).openAtLogin
    },
    set(on: boolean): void {
      if (platform !== 'linux') return app.setLoginItemSettings({ openAtLogin: on, ...command })
      if (!on) return rmSync(file, { force: true })
      mkdirSync(join(configHome, 'autostart'), { recursive: true })
      writeFileSync(file, autostartEntry([program, ...args]))
    },
    /** A Mac gives no arguments at login, but says that it was one. */
    isLoginStart: (): boolean => platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin,
  }
}
