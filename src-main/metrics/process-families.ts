import type { Family } from './exposition.ts'
import { gauge } from './instruments.ts'

/** The process, by the names that client libraries of Prometheus use, so that common dashboards fit. */
export async function processFamilies(now: () => number): Promise<Family[]> {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  return [
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'CPU time of all threads.',
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge('process_resident_memory_bytes', 'Memory of all threads.', rss),
    gauge(
      'process_start_time_seconds',
      'When the process started, in Unix time.',
      now() / 1000 - process.uptime(),
    ),
    gauge('nodejs_heap_size_used_bytes', 'Heap of the main thread.', heapUsed),
    gauge('nodejs_eventloop_lag_seconds', 'How late the main thread was just now.', await eventLoopLag()),
  ]
}

/** One turn of the event loop, measured only when asked. */
async function eventLoopLag(): Promise<number> {
  const before = performance.now()
  await new Promise<void>(resolve => setImmediate(resolve))
  return (performance.now() - before) / 1000
}
