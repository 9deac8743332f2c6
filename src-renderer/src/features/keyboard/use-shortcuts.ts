import { useEventListener } from '@vueuse/core'
import { useDialogs } from '../../stores/dialogs.ts'
import { shortcuts, type ShortcutAction } from './shortcuts.ts'

type Handlers = Partial<Record<ShortcutAction, () => void>>

/** Listens for the window's keys while the calling component lives. Typing and open dialogs keep their keys. */
export function useShortcuts(handlers: Handlers): void {
  const dialogs = useDialogs()

  useEventListener(window, 'keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (dialogs.current !== null || hasOpenPopover() || isTyping(event.target)) return
    const shortcut = shortcuts.find(({ keys }) => (keys as readonly string[]).includes(event.key))
    const handler = shortcut && handlers[shortcut.action]
    if (!handler || (needsList(event.key) && !isInList(event.target))) return
    event.preventDefault()
    handler()
  })
}

/** Arrows and Enter mean something of their own on every control; they are ours in the list, or when nothing is focused. */
function needsList(key: string): boolean {
  return key === 'Enter' || key.startsWith('Arrow')
}

function isInList(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[role=listbox]') !== null)
}

/** A popover takes Escape for itself, and is still there when the key gets here. */
function hasOpenPopover(): boolean {
  return document.querySelector('[role=dialog]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
