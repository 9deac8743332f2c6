import { commands, type Command, type CommandId } from '#shared/shell/commands.ts'
import type { ShellTexts } from '#shared/shell/texts/texts.ts'
import { acceleratorOf } from './accelerator.ts'
import { labelOf } from './command-label.ts'
import { separator, type Item } from './menu-item.ts'

type Shown = {
  platform: NodeJS.Platform
  texts: ShellTexts
  /** What the page offers at the moment. */
  available: ReadonlySet<CommandId>
}

/** An item for a command. */
type ToItem = (id: CommandId) => Item
type Words = ShellTexts['menu']

/** For these the window is opened, if it is not there. */
const anywhere: ReadonlySet<CommandId> = new Set(['mailbox.create', 'go.settings', 'mail.import'])

/** The application's menu: every command that is offered, under the system's own heads. */
export function menuTemplate({ platform, texts, available }: Shown): Item[] {
  const { menu } = texts
  const isMac = platform === 'darwin'
  const item: ToItem = id => toItem(id, texts, available)
  const places = commands.filter(({ group }) => group === 'go').map(({ id }) => id)
  return [
    ...(isMac ? [appMenu(item, menu)] : []),
    { label: menu.file, submenu: [...fileItems(item, menu), ...(isMac ? [] : endItems(item, menu))] },
    { label: menu.edit, submenu: editItems(item, menu) },
    { label: menu.message, submenu: messageItems(item) },
    { label: menu.go, submenu: places.map(item) },
    { label: menu.view, submenu: viewItems(item, menu) },
    { role: 'window', label: menu.window, submenu: windowItems(menu, isMac) },
    { role: 'help', label: menu.help, submenu: [item('window.help'), item('go.connect')] },
  ]
}

function appMenu(item: ToItem, menu: Words): Item {
  return {
    label: 'Mayfly',
    submenu: [
      { role: 'about', label: menu.about },
      separator,
      { ...item('go.settings'), label: menu.settings },
      separator,
      { role: 'services', label: menu.services },
      separator,
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.unhide },
      separator,
      { role: 'quit', label: menu.quit },
    ],
  }
}

function fileItems(item: ToItem, menu: Words): Item[] {
  return [
    item('mailbox.create'),
    separator,
    item('mail.import'),
    item('mail.export'),
    item('mail.deleteAll'),
    separator,
    item('mail.pause'),
    separator,
    { role: 'close', label: menu.close },
  ]
}

/** Where there is no menu of the app's own. */
function endItems(item: ToItem, menu: Words): Item[] {
  return [{ ...item('go.settings'), label: menu.settings }, separator, { role: 'quit', label: menu.quit }]
}

function editItems(item: ToItem, menu: Words): Item[] {
  return [
    { role: 'undo', label: menu.undo },
    { role: 'redo', label: menu.redo },
    separator,
    { role: 'cut', label: menu.cut },
    { role: 'copy', label: menu.copy },
    { role: 'paste', label: menu.paste },
    { role: 'selectAll', label: menu.selectAll },
    separator,
    item('list.search'),
  ]
}

function messageItems(item: ToItem): Item[] {
  return [
    item('list.previous'),
    item('list.next'),
    separator,
    item('message.toggleUnread'),
    item('message.togglePinned'),
    item('message.copyAsTest'),
    separator,
    item('message.remove'),
  ]
}

function viewItems(item: ToItem, menu: Words): Item[] {
  return [
    item('window.palette'),
    separator,
    item('window.sidebar'),
    item('window.list'),
    separator,
    { role: 'resetZoom', label: menu.actualSize },
    { role: 'zoomIn', label: menu.zoomIn },
    { role: 'zoomOut', label: menu.zoomOut },
    separator,
    { role: 'togglefullscreen', label: menu.fullScreen },
  ]
}

function windowItems(menu: Words, isMac: boolean): Item[] {
  const minimize: Item = { role: 'minimize', label: menu.minimize }
  if (!isMac) return [minimize]
  return [minimize, { role: 'zoom', label: menu.zoom }, separator, { role: 'front', label: menu.front }]
}

function toItem(id: CommandId, texts: ShellTexts, available: ReadonlySet<CommandId>): Item {
  const command: Command = commands.find(one => one.id === id)! // the id's type is made of the same list
  const accelerator = acceleratorOf(command)
  return {
    label: labelOf(id, texts),
    enabled: available.has(id) || anywhere.has(id),
    action: { kind: 'command', id },
    // Shown only: the page hears the key itself, and knows whether somebody is typing.
    ...(accelerator ? { accelerator, registerAccelerator: false } : {}),
  }
}
