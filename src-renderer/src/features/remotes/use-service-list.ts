import { shallowRef } from 'vue'
import { toAppError } from '../../api/app-error.ts'

/** A list that the service is asked for, once and after each change: every look costs a call. */
export function useServiceList<Item>(ask: () => Promise<{ items: Item[] }>) {
  const items = shallowRef<Item[] | null>(null)
  const problem = shallowRef('')

  async function load(): Promise<void> {
    try {
      items.value = (await ask()).items
      problem.value = ''
    } catch (error) {
      problem.value = toAppError(error).message
    }
  }

  void load()
  return { items, problem, load }
}
