import { pauses } from '#shared/notifications/pauses.ts'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { separator, type Item } from '../menu/menu-item.ts'
import type { ServerView } from '../server-view.ts'

/** Lines of menus are not broken: a longer one is cut. */
const maxLabel = 60

/** The tray's menu: how it stands with the server, what one copies from it, and the way into the window. */
export function trayTemplate(view: ServerView, texts: ShellTexts): Item[] {
  const { tray } = texts
  const addresses = addressesOf(view)
  return [
    { label: stateOf(view, texts), enabled: false },
    ...view.problems.map((problem): Item => ({
      label: cut(problem),
      action: { kind: 'command', id: 'go.settings' },
    })),
    { label: tray.unread(view.unreadCount), enabled: false },
    separator,
    { label: tray.open, action: { kind: 'open' } },
    { label: texts.commands.mailbox.create, action: { kind: 'command', id: 'mailbox.create' } },
    separator,
    ...codesOf(view, texts),
    ...addresses.map(({ kind, text }): Item => ({
      label: `${tray.copy[kind]}: ${text}`,
      action: { kind: 'copy', text },
    })),
    separator,
    {
      label: tray.pause,
      type: 'checkbox',
      checked: view.paused,
      action: { kind: 'pause', paused: !view.paused },
    },
    muteOf(view, texts),
    { label: texts.menu.settings, action: { kind: 'command', id: 'go.settings' } },
    separator,
    { label: texts.menu.quit, action: { kind: 'quit' } },
  ]
}

/** What one reads when the pointer rests on the icon. */
export function trayTip(view: ServerView, texts: ShellTexts): string {
  return `Mayfly · ${texts.tray.unread(view.unreadCount)} · ${stateOf(view, texts)}`
}

function stateOf({ smtpPort, paused }: ServerView, { tray }: ShellTexts): string {
  if (smtpPort === null) return tray.notReceiving
  return paused ? tray.paused : tray.receiving(smtpPort)
}

function muteOf({ muted }: ServerView, { tray: { mute } }: ShellTexts): Item {
  if (muted) return { label: mute.end, action: { kind: 'mute', pause: null } }
  const submenu = pauses.map((pause): Item => ({ label: mute[pause], action: { kind: 'mute', pause } }))
  return { label: mute.begin, submenu }
}

/** A click on a code copies it. */
function codesOf({ codes }: ServerView, { tray }: ShellTexts): Item[] {
  if (codes.length === 0) return []
  const items = codes.map(({ code, from }): Item => ({
    label: cut(`${code} · ${from}`),
    action: { kind: 'copy', text: code },
  }))
  return [{ label: tray.codes, enabled: false }, ...items, separator]
}

function addressesOf({ host, smtpPort, httpPort }: ServerView): { kind: 'smtp' | 'api'; text: string }[] {
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host
  return [
    ...(smtpPort === null ? [] : [{ kind: 'smtp' as const, text: `${name}:${smtpPort}` }]),
    ...(httpPort === null ? [] : [{ kind: 'api' as const, text: `http://${name}:${httpPort}/api/v1` }]),
  ]
}

/** On Windows and Linux `&` marks a letter, unless there are two. What senders write is shown as it is, on one line. */
function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  const short = line.length > maxLabel ? `${line.slice(0, maxLabel - 1)}…` : line
  return short.replaceAll('&', '&&')
}
