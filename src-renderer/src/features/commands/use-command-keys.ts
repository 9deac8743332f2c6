import { useEventListener, useTimeoutFn } from '@vueuse/core'
import { useDialogs } from '../../stores/dialogs.ts'
import { useCommandRegistry } from './command-registry.ts'
import { commandOf, type CommandId } from './commands.ts'
import { matchStroke, sequenceMs, strokeOf, type Pending } from './strokes.ts'

/** Listens for the keys of all commands; once in a window. Typing, dialogs and popovers keep their own keys. */
export function useCommandKeys(): void {
  const dialogs = useDialogs()
  const registry = useCommandRegistry()
  let pending: Pending = null
  const forget = useTimeoutFn(() => (registry.begun = ''), sequenceMs, { immediate: false })

  function mayRun(id: CommandId, event: KeyboardEvent): boolean {
    // A key that is held goes on and on through the list; nothing else is meant more than once.
    if (event.repeat && commandOf(id).group !== 'move' && commandOf(id).group !== 'select') return false
    if (isTyping(event.target)) return commandOf(id).whileTyping === true
    return !needsList(event) || isInList(event.target)
  }

  useEventListener(window, 'keydown', event => {
    const stroke = strokeOf(event)
    if (stroke === null || event.defaultPrevented) return
    if (dialogs.current !== null || hasOpenPopover()) return
    const match = matchStroke(stroke, event.timeStamp, pending, registry.offered)
    pending = isTyping(event.target) ? null : match.pending
    registry.begun = pending?.strokes ?? ''
    if (pending) {
      event.preventDefault()
      forget.start()
    }
    if (!match.id || !mayRun(match.id, event)) return
    if (registry.run(match.id, stroke)) event.preventDefault()
  })

  useFocusBack()
}

/**
 * A mail's frame that was clicked into gets all keys, and tells nobody: it has no scripts and an origin of its own.
 * While the pointer is over it that is right, for selecting and copying; once it leaves, the window has the keys again.
 */
function useFocusBack(): void {
  useEventListener(document, 'pointerover', ({ target }) => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLIFrameElement) || target === focused) return
    focused.blur()
    window.focus()
  })
}

/** These mean something of their own on every control; they are ours in the list, or when nothing is focused. */
function needsList({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === 'Enter' || key.startsWith('Arrow') || ((ctrlKey || metaKey) && key.toLowerCase() === 'a')
}

function isInList(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[role=listbox]') !== null)
}

/** A popover or a menu takes Escape for itself, and is still there when the key gets here. */
function hasOpenPopover(): boolean {
  return document.querySelector('[role=dialog],[role=alertdialog],[role=menu]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
