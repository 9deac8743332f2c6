import { useIntervalFn } from '@vueuse/core'
import { shallowRef } from 'vue'

/** Seconds that a person still has to wait, counting down by themselves. */
export function useWait() {
  const secondsLeft = shallowRef(0)
  const { pause, resume } = useIntervalFn(tick, 1000, { immediate: false })

  function tick(): void {
    secondsLeft.value = Math.max(0, secondsLeft.value - 1)
    if (secondsLeft.value === 0) pause()
  }

  function start(seconds: number): void {
    secondsLeft.value = seconds
    resume()
  }

  return { secondsLeft, start }
}
