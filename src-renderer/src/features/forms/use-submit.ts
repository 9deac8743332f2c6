import { computed, shallowRef } from 'vue'
import { toAppError } from '../../api/app-error.ts'

/**
 * Sends a form, once at a time, and keeps what the server says of it: problems by field, and the rest for the form as
 * a whole. `fields` are those that the form shows; `allowedOrigins.2` of an answer belongs to `allowedOrigins`.
 */
export function useSubmit<F extends string>(fields: readonly F[]) {
  const busy = shallowRef(false)
  const problems = shallowRef<Partial<Record<F, string>>>({})
  const problem = shallowRef('')

  /** True when it worked. */
  async function submit(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = ''
    problems.value = {}
    try {
      await action()
      return true
    } catch (error) {
      show(error)
      return false
    } finally {
      busy.value = false
    }
  }

  function show(error: unknown): void {
    const { message, details = [] } = toAppError(error)
    const found = details.flatMap(detail => {
      const field = fields.find(name => name === String(detail['field']).split('.')[0])
      return field && typeof detail['message'] === 'string' ? [[field, detail['message']] as const] : []
    })
    // The first of a field says enough; Object.fromEntries keeps the last.
    problems.value = Object.fromEntries(found.toReversed()) as Partial<Record<F, string>>
    if (found.length < Math.max(1, details.length)) problem.value = message
  }

  return { busy: computed(() => busy.value), problems, problem, submit }
}
