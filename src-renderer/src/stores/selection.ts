import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { MessageSummary } from '#shared/api/message-shapes.ts'
import type { ListQuery } from './list-query.ts'
import { messagesBetween, newestSeq } from './message-list.ts'
import { useMessages } from './messages.ts'

/** As many as one call may name. Whoever wants more means the whole list. */
const maxNamed = 1_000

type Chosen = ReadonlyMap<string, MessageSummary>
type Whole = { view: ListQuery; through: number }

/** The messages that were picked from the list, to do something to all of them. */
export const useSelection = defineStore('selection', () => {
  const messages = useMessages()
  const chosen = shallowRef<Chosen>(new Map())
  /** All of the list, loaded or not, as it was when its newest message had this seq. */
  const whole = shallowRef<Whole | null>(null)
  /** The row that the keyboard is at, where that is not the open message. */
  const cursor = shallowRef<string | null>(null)
  /** Where a range begins. */
  let anchor: string | null = null

  function choose(list: MessageSummary[]): void {
    whole.value = null
    chosen.value = new Map(list.slice(0, maxNamed).map(message => [message.id, message]))
  }

  function toggle(message: MessageSummary): void {
    const others = [...chosen.value.values()].filter(({ id }) => id !== message.id)
    choose(chosen.value.has(message.id) ? others : [...others, message])
    anchor = message.id
    cursor.value = message.id
  }

  /** From where the last range or choice began; from `from` when there was none. */
  function extendTo(message: MessageSummary, from: string | null): void {
    anchor ??= from ?? message.id
    const [start, end] = [messages.indexOf(anchor), messages.indexOf(message.id)]
    cursor.value = message.id
    choose(messagesBetween(messages.list, start < 0 ? end : start, end))
  }

  /** Rows that were drawn over, and what was chosen before. */
  function chooseRows(from: number, to: number, before: Chosen): void {
    choose([...new Map([...before, ...messagesBetween(messages.list, from, to).map(entry)]).values()])
    anchor = messages.at(from)?.id ?? null
  }

  function chooseLoaded(): void {
    choose(messages.loaded)
  }

  function chooseWhole(): void {
    whole.value = { view: messages.query, through: newestSeq(messages.list) }
  }

  function forget(ids: string[]): void {
    if (cursor.value !== null && ids.includes(cursor.value)) cursor.value = null
    if (!ids.some(id => chosen.value.has(id))) return
    const gone = new Set(ids)
    chosen.value = new Map([...chosen.value].filter(([id]) => !gone.has(id)))
  }

  function clear(): void {
    whole.value = null
    chosen.value = new Map()
    anchor = null
    cursor.value = null
  }

  const count = computed(() => (whole.value ? messages.total : chosen.value.size))
  /** Whether there are more in the list than could be named. */
  const hasMore = computed(() => whole.value === null && messages.total > chosen.value.size)
  const has = (id: string): boolean => whole.value !== null || chosen.value.has(id)

  return {
    ...{ chosen, whole, cursor, count, hasMore, has },
    ...{ toggle, extendTo, chooseRows, chooseLoaded, chooseWhole, forget, clear },
  }
})

const entry = (message: MessageSummary) => [message.id, message] as const
