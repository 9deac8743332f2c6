import { memoryOf } from './usage.ts'

/** Asks again and again how much memory a process holds. Returns the function that ends it. */
export function watchMemory(pid: number, everyMs: number, onSample: (seconds: number, mb: number) => void) {
  const start = performance.now()
  const ask = () => onSample((performance.now() - start) / 1000, memoryOf(pid).rssMb)
  ask()
  const timer = setInterval(ask, everyMs)
  return () => {
    clearInterval(timer)
    ask()
  }
}
