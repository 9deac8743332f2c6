import { useEventListener, useRafFn } from '@vueuse/core'
import { shallowRef, type Ref } from 'vue'
import { useMessages } from '../../stores/messages.ts'
import { useSelection } from '../../stores/selection.ts'

/** A hand is not that steady: less is a click. */
const dragFromPx = 6
const longPressMs = 450
/** Beside the edge the list scrolls on, faster the further out. */
const scrollPerPx = 0.25

type Deps = {
  scroller: Ref<HTMLElement | null>
  rowAt: (clientY: number) => number
  open: (id: string) => void
  openId: () => string | null
}

/**
 * What a pointer does to rows. A mouse: click opens, with Ctrl or Cmd chooses, with Shift chooses up to there, and drawn
 * over rows chooses them. A finger: a tap opens, a long press chooses, and while something is chosen each tap does.
 */
export function useRowPointer({ scroller, rowAt, open, openId }: Deps) {
  const messages = useMessages()
  const selection = useSelection()
  const drawing = shallowRef(false)
  let pressed: { row: number; x: number; y: number; before: typeof selection.chosen } | null = null
  let pointerY = 0
  let longPress: ReturnType<typeof setTimeout> | undefined
  let swallowClick = false

  const rowOf = ({ target }: Event): number => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
    return row ? Number(row.dataset.row) : -1
  }
  /** It leaves the window as a file; as a click it is one like any other. */
  const isDragged = ({ target }: Event) =>
    target instanceof Element && target.closest('[data-row][draggable=true]') !== null
  const onCheckbox = ({ target }: Event) =>
    target instanceof Element && target.closest('[data-checkbox]') !== null

  function onDown(event: PointerEvent): void {
    const row = rowOf(event)
    swallowClick = false
    if (row < 0 || event.button !== 0 || isDragged(event)) return
    const before = event.ctrlKey || event.metaKey || onCheckbox(event) ? selection.chosen : new Map()
    pressed = { row, x: event.clientX, y: event.clientY, before }
    if (event.pointerType !== 'touch') return
    event.preventDefault() // the long press is ours, not the context menu's
    longPress = setTimeout(() => pressLong(row), longPressMs)
  }

  function pressLong(row: number): void {
    const message = messages.at(row)
    if (!message) return
    swallowClick = true
    navigator.vibrate?.(10)
    selection.toggle(message)
  }

  function onMove(event: PointerEvent): void {
    if (!pressed) return
    pointerY = event.clientY
    const moved = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > dragFromPx
    if (moved) clearTimeout(longPress)
    if (drawing.value) return draw()
    if (!moved || event.pointerType === 'touch' || event.buttons !== 1) return
    if (Math.abs(event.clientY - pressed.y) < dragFromPx) return
    drawing.value = true
    scroller.value?.setPointerCapture(event.pointerId)
    resume()
  }

  function draw(): void {
    if (pressed) selection.chooseRows(pressed.row, rowAt(pointerY), pressed.before)
  }

  const { pause, resume } = useRafFn(
    () => {
      const box = scroller.value?.getBoundingClientRect()
      if (!box) return
      const beyond = Math.min(0, pointerY - box.top) + Math.max(0, pointerY - box.bottom)
      if (beyond !== 0) scroller.value?.scrollBy({ top: beyond * scrollPerPx })
      draw()
    },
    { immediate: false },
  )

  function onEnd(): void {
    clearTimeout(longPress)
    pause()
    swallowClick ||= drawing.value
    drawing.value = false
    pressed = null
  }

  function onClick(event: MouseEvent): void {
    const message = messages.at(rowOf(event))
    if (swallowClick || !message) return
    const isChoosing = selection.count > 0 && event instanceof PointerEvent && event.pointerType === 'touch'
    if (event.shiftKey) return selection.extendTo(message, openId())
    if (event.ctrlKey || event.metaKey || onCheckbox(event) || isChoosing) return selection.toggle(message)
    selection.clear()
    open(message.id)
  }

  useEventListener(scroller, 'pointerdown', onDown)
  useEventListener(scroller, 'pointermove', onMove)
  useEventListener(scroller, ['pointerup', 'pointercancel'], onEnd)
  useEventListener(scroller, 'click', onClick)
  /** A finger that stays opens no menu. */
  useEventListener(
    scroller,
    'contextmenu',
    event => longPress !== undefined && swallowClick && event.preventDefault(),
    {
      capture: true,
    },
  )

  return { drawing, rowOf }
}
