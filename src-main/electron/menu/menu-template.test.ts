import { expect, test } from 'vitest'
import { commands, type CommandId } from '#shared/shell/commands.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import { acceleratorOf } from './accelerator.ts'
import { labelOf } from './command-label.ts'
import { toElectron, type Item, type MenuAction } from './menu-item.ts'
import { menuTemplate } from './menu-template.ts'

const all = new Set<CommandId>(commands.map(({ id }) => id))
const flat = (items: readonly Item[]): Item[] => items.flatMap(item => [item, ...flat(item.submenu ?? [])])
const build = (platform: NodeJS.Platform, available: ReadonlySet<CommandId> = all) =>
  menuTemplate({ platform, texts: textsOf('en'), available })
const heads = (items: Item[]) => items.map(({ label }) => label)

test('a Mac has the app’s own menu, others have Quit and Settings under File', () => {
  expect(heads(build('darwin'))).toEqual([
    'Mayfly',
    'File',
    'Edit',
    'Message',
    'Go',
    'View',
    'Window',
    'Help',
  ])
  expect(heads(build('linux'))).toEqual(['File', 'Edit', 'Message', 'Go', 'View', 'Window', 'Help'])
  const file = (platform: NodeJS.Platform) =>
    build(platform)
      .find(({ label }) => label === 'File')!
      .submenu!.map(({ label }) => label)
  expect(file('win32')).toEqual(expect.arrayContaining(['Settings…', 'Quit Mayfly']))
  expect(file('darwin')).not.toContain('Quit Mayfly')
})

test('what the page does not offer is grey, but what the window can always be opened for', () => {
  const items = flat(build('linux', new Set<CommandId>(['message.remove'])))
  const enabled = items.filter(({ action, enabled }) => action && enabled).map(({ label }) => label)
  expect(enabled.toSorted()).toEqual(['Delete', 'Import mail', 'New mailbox', 'Settings', 'Settings…'])
})

test.each(['en', 'ru'] as const)('every item of %s is named, and every command too', language => {
  const texts = textsOf(language)
  const items = flat(menuTemplate({ platform: 'darwin', texts, available: all }))
  expect(items.filter(({ type, label }) => type !== 'separator' && !label)).toEqual([])
  expect(commands.filter(({ id }) => labelOf(id, texts) === id)).toEqual([])
})

test('keys with Mod are shown and left to the page; a plain letter is typed and no menu’s', () => {
  const item = (id: CommandId) =>
    flat(build('linux')).find(({ action }) => action?.kind === 'command' && action.id === id)
  expect(item('window.palette')).toMatchObject({
    accelerator: 'CommandOrControl+K',
    registerAccelerator: false,
  })
  expect(item('window.list')).toMatchObject({ accelerator: 'CommandOrControl+Shift+B' })
  expect(item('go.settings')).toMatchObject({ accelerator: 'CommandOrControl+,' })
  expect(item('mailbox.create')).not.toHaveProperty('accelerator')
  expect(acceleratorOf({ keys: ['Mod+a'] })).toBeUndefined()
  expect(acceleratorOf({ keys: ['g i'] })).toBeUndefined()
})

test('a click does what the item says', () => {
  const done: MenuAction[] = []
  const [outer] = toElectron([{ label: 'x', submenu: [{ label: 'y', action: { kind: 'quit' } }] }], action =>
    done.push(action),
  )
  const [inner] = outer!.submenu as { click: () => void }[]
  inner!.click()
  expect(done).toEqual([{ kind: 'quit' }])
})
