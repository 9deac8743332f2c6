import { useEventListener } from '@vueuse/core'
import { injectContextMenuRootContext, injectDropdownMenuRootContext } from 'reka-ui'
import { defineComponent, type Ref } from 'vue'

type Menu = {
  open: Ref<boolean>
  onOpenChange: (open: boolean) => void
  triggerElement: Ref<HTMLElement | undefined>
}

const modifiers: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock']

/** In the place of a menu's panel until its file is there; what closes a menu is in that file. */
export const AwaitedAppMenu = awaited(() => {
  const menu = injectDropdownMenuRootContext()
  // A press or a key on its button closes the menu all the same.
  closeUnseen(menu, event => !isAtTrigger(menu, event))
})
export const AwaitedContextMenu = awaited(() => closeUnseen(injectContextMenuRootContext()))

function awaited(setUp: () => void) {
  return defineComponent({
    inheritAttrs: false,
    setup() {
      setUp()
      return () => null
    },
  })
}

/** Whoever pressed Escape or went on elsewhere meanwhile does not want the menu any more. */
function closeUnseen(menu: Menu, isElsewhere = (_event: Event) => true): void {
  const first = { capture: true }
  const close = () => menu.open.value && menu.onOpenChange(false)
  useEventListener(
    window,
    'keydown',
    event => {
      if (!menu.open.value || modifiers.includes(event.key)) return
      // As of a menu that is there, it means nothing else.
      if (event.key === 'Escape') event.preventDefault()
      if (event.key === 'Escape' || isElsewhere(event)) close()
    },
    first,
  )
  useEventListener(window, 'pointerdown', event => isElsewhere(event) && close(), first)
  useEventListener(window, 'focusin', event => !isAtTrigger(menu, event) && close(), first)
  // A press into a mail's frame tells the window nothing else.
  useEventListener(window, 'blur', close)
}

function isAtTrigger({ triggerElement }: Menu, { target }: Event): boolean {
  return target instanceof Node && triggerElement.value?.contains(target) === true
}
