import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** What can be done about the news, `Undo` for example: the label in the person's language. */
export type NoticeAction = {
  label: string
  run: () => void
  /** When the offer is over and was not taken. */
  lapse?: () => void
  /** What it would be done to, for others that offer the same. */
  about?: unknown
}
export type Notice = {
  id: number
  text: string
  tone: 'plain' | 'problem'
  action: NoticeAction | null
  /** How long it stays when nobody is at it, in milliseconds. */
  shownMs: number
}

const shownMs = 4000
/** Long enough to read it, decide, and get there with a pointer or by Tab. */
export const shownWithActionMs = 10_000
const shownAtOnce = 3

/** Short news at the foot of the window, also read out. */
export const useNotices = defineStore('notices', () => {
  const items = shallowRef<Notice[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let lastId = 0

  function add(
    text: string,
    tone: Notice['tone'] = 'plain',
    {
      action = null,
      forMs = action ? shownWithActionMs : shownMs,
    }: { action?: NoticeAction | null; forMs?: number } = {},
  ): number {
    const notice = { id: ++lastId, text, tone, action, shownMs: forMs }
    items.value.slice(0, -(shownAtOnce - 1)).forEach(({ id }) => dismiss(id))
    items.value = [...items.value, notice]
    release(notice)
    return notice.id
  }

  function dismiss(id: number): void {
    take(id)?.action?.lapse?.()
  }

  function take(id: number): Notice | undefined {
    const notice = items.value.find(one => one.id === id)
    hold(id)
    items.value = items.value.filter(one => one !== notice)
    return notice
  }

  /** While a pointer or the keyboard is at a notice, it stays. */
  function hold(id: number): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }

  function release({ id, shownMs }: Notice): void {
    hold(id)
    timers.set(
      id,
      setTimeout(() => dismiss(id), shownMs),
    )
  }

  function act({ id }: Notice): void {
    take(id)?.action?.run()
  }

  const newestWithAction = computed(() => items.value.findLast(({ action }) => action !== null))
  const hasAction = computed(() => newestWithAction.value !== undefined)

  /** Does what the notice about this offers, while there is one. */
  function actOn(about: unknown): void {
    const notice = items.value.find(({ action }) => action?.about === about)
    if (notice) act(notice)
  }

  /** The offer of the notice about this is over. */
  function lapseOf(about: unknown): void {
    const notice = items.value.find(({ action }) => action?.about === about)
    if (notice) dismiss(notice.id)
  }

  /** Does what the newest notice that offers something offers. */
  function actOnNewest(): void {
    if (newestWithAction.value) act(newestWithAction.value)
  }

  return { items, hasAction, add, dismiss, hold, release, act, actOn, lapseOf, actOnNewest }
})
