import { fillGap, forgetFar, splitGap } from './fill-list.ts'
import type { ListSource } from './list-source.ts'
import { marginRows, pageSize, type ListState } from './list-state.ts'
import { gapIn, rowCount, type Gap } from './message-list.ts'

/** Rows that stay loaded on either side: some megabytes. */
const keptRows = 3_000
/** Shorter lists are walked through as quickly. */
const longRows = 1_000

/** Loads what is in sight, and nothing else. */
export function createListFiller(shared: ListState, source: ListSource) {
  const { list } = shared
  let filling = false

  function missing(): { gap: Gap; offset: number } | undefined {
    const { from, to } = shared.sight
    return gapIn(list.value, Math.max(0, from - marginRows), to + marginRows)
  }

  /** One call at a time, each for what is in sight by then: a list that flies by is not loaded. */
  async function fillSight(): Promise<void> {
    if (filling) return
    filling = true
    try {
      for (let found = missing(); found; found = missing()) await narrow(found)
    } catch {
      // The rows stay blank and are asked for again at the next scroll; the connection dot says why.
    } finally {
      filling = false
    }
  }

  async function narrow({ gap, offset }: { gap: Gap; offset: number }): Promise<void> {
    const mine = shared.run
    const cursor = String(gap.before)
    if (offset >= pageSize) {
      const marks = await source.landmarks(cursor)
      if (mine === shared.run) list.value = splitGap(list.value, gap, marks)
    } else {
      const page = await source.page({ cursor, limit: pageSize })
      if (mine !== shared.run) return
      list.value = forgetFar(fillGap(list.value, gap, page), shared.sight.from, keptRows)
    }
  }

  function look(from: number, to: number): Promise<void> {
    shared.sight = { from, to }
    return fillSight()
  }

  /** Whoever leaves the top of a long list may go far: the landmarks are there by then. */
  async function prepare(): Promise<void> {
    const gap = gapIn(list.value, 0, rowCount(list.value))?.gap
    if (!gap || gap.rows < longRows) return
    const mine = shared.run
    const marks = await source.landmarks(String(gap.before)).catch(() => undefined) // asked for again when needed
    if (marks && mine === shared.run) list.value = splitGap(list.value, gap, marks)
  }

  return { look, fillSight, prepare }
}
