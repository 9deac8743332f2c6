import { useEventListener } from '@vueuse/core'
import { injectContextMenuRootContext, injectDropdownMenuRootContext } from 'reka-ui'
import { defineComponent, type Ref } from 'vue'

type Menu = { open: Ref<boolean>; onOpenChange: (open: boolean) => void }

/** In the place of a menu's panel until its file is there; what closes a menu is in that file. */
export const AwaitedAppMenu = awaited(() => {
  const menu = injectDropdownMenuRootContext()
  // A press on its button closes the menu all the same.
  closeUnseen(menu, target => menu.triggerElement.value?.contains(target) !== true)
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

/** Whoever pressed Escape or elsewhere meanwhile does not want the menu any more. */
function closeUnseen({ open, onOpenChange }: Menu, isElsewhere = (_target: Node) => true): void {
  const first = { capture: true }
  useEventListener(
    window,
    'keydown',
    event => {
      if (event.key !== 'Escape' || !open.value) return
      onOpenChange(false)
      // As of a menu that is there, it means nothing else.
      event.preventDefault()
    },
    first,
  )
  useEventListener(
    window,
    'pointerdown',
    ({ target }) => open.value && isElsewhere(target as Node) && onOpenChange(false),
    first,
  )
}
