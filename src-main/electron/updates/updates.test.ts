import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { UpdateState } from '#shared/shell/updates.ts'
import { describeProblem } from './describe-problem.ts'
import { createUpdates, type UpdateEngine } from './updates.ts'
import { whyManual, type Installation } from './why-manual.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Change = Partial<UpdateEngine> & { manual?: UpdateState['manual']; automatic?: boolean }

function open({ manual = null, automatic = false, ...engine }: Change = {}) {
  const told: UpdateState[] = []
  const kept: object[] = []
  const asked: string[] = []
  const updates = createUpdates({
    manual,
    async openEngine() {
      return {
        async check(channel) {
          asked.push(channel)
          return '0.2.0'
        },
        async download(onProgress) {
          onProgress(41.7)
        },
        restart: () => void asked.push('restart'),
        ...engine,
      }
    },
    kept: { channel: 'stable', automatic },
    keep: one => kept.push(one),
    tell: state => told.push(state),
  })
  return { updates, told, kept, asked }
}

test('nobody is asked before the person said yes, and then at once and daily', async () => {
  const { updates, asked, kept } = open({ check: async () => null })
  const checks: string[] = []
  const quiet = open({
    async check(channel) {
      checks.push(channel)
      return null
    },
  })
  updates.start()
  quiet.updates.start()
  await vi.advanceTimersByTimeAsync(10 * 24 * 3_600_000)
  expect([asked, checks, kept]).toEqual([[], [], []])

  quiet.updates.change({ automatic: true })
  await vi.advanceTimersByTimeAsync(0)
  expect(checks).toEqual(['stable'])
  expect(quiet.kept).toEqual([{ channel: 'stable', automatic: true }])
  await vi.advanceTimersByTimeAsync(24 * 3_600_000)
  expect(checks).toEqual(['stable', 'stable'])
  quiet.updates.change({ automatic: false })
  await vi.advanceTimersByTimeAsync(10 * 24 * 3_600_000)
  expect(checks).toHaveLength(2)
})

test('what was said yes to before is asked for at the start', async () => {
  const { updates, asked } = open({ automatic: true })
  updates.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['stable'])
  updates.stop()
})

test('a version is fetched with its progress, and installed when the person says so', async () => {
  const { updates, told, asked } = open()
  await updates.restart()
  updates.change({ channel: 'beta' })
  await updates.check()
  expect(told.map(({ phase, percent }) => [phase, percent])).toEqual([
    ['idle', null],
    ['checking', null],
    ['downloading', 0],
    ['downloading', 42],
    ['ready', 100],
  ])
  expect(updates.current()).toMatchObject({ version: '0.2.0', channel: 'beta', problem: null })
  await updates.check()
  await updates.restart()
  expect(asked).toEqual(['beta', 'restart'])
})

test('what goes wrong is told, and can be tried again', async () => {
  let isOffline = true
  const { updates } = open({
    async check() {
      if (isOffline) throw new Error('net::ERR_INTERNET_DISCONNECTED')
      return null
    },
  })
  await updates.check()
  expect(updates.current()).toMatchObject({ phase: 'failed', problem: { reason: 'unreachable' } })
  isOffline = false
  await updates.check()
  expect(updates.current()).toMatchObject({ phase: 'current', problem: null })
})

test('an installation that does not update itself never asks', async () => {
  const { updates, asked, told } = open({ manual: 'packages', automatic: true })
  updates.start()
  await updates.check()
  expect([asked, told]).toEqual([[], []])
})

const installed: Installation = {
  isPackaged: true,
  platform: 'win32',
  portableFile: undefined,
  appImage: undefined,
  hasPlace: true,
}

test.each<[string, Partial<Installation>, UpdateState['manual']]>([
  ['the installer of Windows', {}, null],
  ['the app of macOS', { platform: 'darwin' }, null],
  ['an AppImage', { platform: 'linux', appImage: '/home/a/Mayfly.AppImage' }, null],
  ['deb and rpm', { platform: 'linux' }, 'packages'],
  ['the portable program', { portableFile: 'C:\\Mayfly.exe' }, 'portable'],
  ['a build that was told no place', { hasPlace: false }, 'no_place'],
  ['the sources', { isPackaged: false }, 'development'],
])('%s', (_name, change, why) => {
  expect(whyManual({ ...installed, ...change })).toBe(why)
})

test.each([
  [Object.assign(new Error('getaddrinfo ENOTFOUND github.com'), { code: 'ENOTFOUND' }), 'unreachable'],
  [
    Object.assign(new Error('Cannot find latest.yml'), { code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' }),
    'nothing_there',
  ],
  [new Error('sha512 checksum mismatch, expected a, got b'), 'not_genuine'],
  [new Error('disk full\nat here'), 'other'],
])('%s', (error, reason) => {
  expect(describeProblem(error)).toEqual({ reason, message: error.message.split('\n')[0] })
})
