import { expect, test } from 'vitest'
import { textsOf } from '#shared/shell/texts/texts.ts'
import type { ServerView } from '../server-view.ts'
import { trayTemplate, trayTip } from './tray-template.ts'

const quiet: ServerView = {
  unreadCount: 0,
  host: '127.0.0.1',
  smtpPort: 1025,
  httpPort: 8025,
  paused: false,
  problems: [],
  codes: [],
  muted: false,
}
const labels = (view: Partial<ServerView>, language: 'en' | 'ru' = 'en') =>
  trayTemplate({ ...quiet, ...view }, textsOf(language)).flatMap(({ label }) => label ?? [])
const actionOf = (view: Partial<ServerView>, label: string) =>
  trayTemplate({ ...quiet, ...view }, textsOf('en')).find(item => item.label?.startsWith(label))?.action

test('says how it stands, and offers what is done most', () => {
  expect(labels({})).toEqual([
    'Receiving on port 1025',
    'No unread mail',
    'Open Mayfly',
    'New mailbox',
    'Copy SMTP address: localhost:1025',
    'Copy API address: http://localhost:8025/api/v1',
    'Pause receiving',
    'Mute notifications',
    'Settings…',
    'Quit Mayfly',
  ])
})

test('the latest codes are copied by a click', () => {
  const codes = [
    { code: '482913', from: 'Bed & Breakfast\n' + 'x'.repeat(80) },
    { code: 'AB-12', from: 'shop@shop.test' },
  ]
  const label = labels({ codes }).find(one => one.startsWith('482913'))!
  expect(label).toMatch(/^482913 · Bed && Breakfast x+…$/)
  expect(label.length).toBe(61)
  expect(actionOf({ codes }, 'AB-12')).toEqual({ kind: 'copy', text: 'AB-12' })
})

test('a pause is seen, and a click ends it', () => {
  expect(labels({ paused: true })[0]).toBe('Receiving is paused')
  expect(actionOf({ paused: true }, 'Pause')).toEqual({ kind: 'pause', paused: false })
  expect(actionOf({}, 'Pause')).toEqual({ kind: 'pause', paused: true })
})

test('notifications are muted for a while, and unmuted', () => {
  const [item] = trayTemplate(quiet, textsOf('en')).filter(({ label }) => label === 'Mute notifications')
  expect(item!.submenu).toEqual([
    { label: 'For an hour', action: { kind: 'mute', pause: 'hour' } },
    { label: 'Until tomorrow', action: { kind: 'mute', pause: 'tomorrow' } },
  ])
  expect(actionOf({ muted: true }, 'Unmute notifications')).toEqual({ kind: 'mute', pause: null })
})

test('a port that could not be had is told, has no address to copy, and leads to the settings', () => {
  const broken = { smtpPort: null, problems: ['Port 1025 is taken.'] }
  expect(labels(broken).slice(0, 2)).toEqual(['Not receiving mail', 'Port 1025 is taken.'])
  expect(labels(broken).some(label => label.startsWith('Copy SMTP'))).toBe(false)
  expect(actionOf(broken, 'Port')).toEqual({ kind: 'command', id: 'go.settings' })
})

test('a machine of its own name is reached by that', () => {
  expect(labels({ host: '192.0.2.7' })).toContain('Copy SMTP address: 192.0.2.7:1025')
  expect(labels({ host: '0.0.0.0' })).toContain('Copy SMTP address: localhost:1025')
})

test('speaks the language of the window', () => {
  expect(labels({ unreadCount: 22 }, 'ru')).toContain('22 непрочитанных письма')
  expect(trayTip({ ...quiet, unreadCount: 21 }, textsOf('ru'))).toBe(
    'Mayfly · 21 непрочитанное письмо · Приём на порту 1025',
  )
  expect(trayTip({ ...quiet, unreadCount: 1 }, textsOf('en'))).toBe(
    'Mayfly · 1 unread · Receiving on port 1025',
  )
})
