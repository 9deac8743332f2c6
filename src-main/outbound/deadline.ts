export type Deadline = { signal: AbortSignal; extend(): void; stop(): void }

/** Aborts its signal after so long, counted anew from each `extend`. */
export function startDeadline(ms: number): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), ms).unref()
  return {
    signal: controller.signal,
    extend: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  }
}
