import { shallowRef } from 'vue'
import type { AppError } from '#shared/api/errors.ts'
import { toAppError } from '../../api/app-error.ts'

/** What one call answers, asked at once, and again by `load`. */
export function useLoaded<T>(ask: () => Promise<T>) {
  const value = shallowRef<T | null>(null)
  const failure = shallowRef<AppError | null>(null)

  async function load(): Promise<void> {
    failure.value = null
    try {
      value.value = await ask()
    } catch (error) {
      failure.value = toAppError(error)
    }
  }

  void load()
  return { value, failure, load }
}
