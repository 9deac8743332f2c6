import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/start-app.ts'
import { createStartAtLogin } from './start-at-login.ts'

test('on Linux it is a file of its own, which comes and goes', () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const login = createStartAtLogin({
    app: { isPackaged: true } as never, // nothing else is asked on Linux
    platform: 'linux',
    configHome: path,
    program: '/opt/Mayfly/mayfly-desktop',
  })
  const file = join(path, 'autostart', 'mayfly.desktop')
  expect([login.isOffered(), login.isOn(), login.isLoginStart()]).toEqual([true, false, false])
  login.set(true)
  expect(login.isOn()).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/Mayfly/mayfly-desktop" "--hidden"')
  login.set(false)
  login.set(false)
  expect(existsSync(file)).toBe(false)
})

test.each(['win32', 'darwin'] as const)('on %s the system is told, with the switch that hides', platform => {
  let told: { openAtLogin?: boolean; path?: string; args?: string[] } = {}
  const login = createStartAtLogin({
    app: {
      isPackaged: true,
      setLoginItemSettings: settings => (told = settings),
      getLoginItemSettings: () =>
        ({ openAtLogin: told.openAtLogin ?? false, wasOpenedAtLogin: true }) as never,
    },
    platform,
    configHome: '/nowhere',
    program: 'Mayfly.exe',
  })
  login.set(true)
  const command = platform === 'win32' ? { path: 'Mayfly.exe' } : {}
  expect(told).toEqual({ openAtLogin: true, args: ['--hidden'], ...command })
  expect(login.isOn()).toBe(true)
  expect(login.isLoginStart()).toBe(platform === 'darwin')
})
