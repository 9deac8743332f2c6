import { eventsPath } from '#shared/api/links.ts'
import type { Family } from './exposition.ts'
import { createCounter, createHistogram, gauge } from './instruments.ts'

/** Answers take milliseconds; calls that wait for mail take up to five minutes. In seconds. */
const answerBounds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30, 300]

type Answer = { method: string; route: string; status: string; seconds: number }

/** HTTP requests, by the pattern of their route: its number is bounded, that of addresses is not. */
export function createHttpMeters() {
  const requests = createCounter('mayfly_http_requests_total', 'HTTP requests that ended, by route.', [
    'method',
    'route',
    'status',
  ])
  const answering = createHistogram({
    name: 'mayfly_http_request_duration_seconds',
    help: 'From a request to the end of its answer, by route.',
    labels: ['route'],
    bounds: answerBounds,
  })
  const open = new Map<string, number>()
  const openAt = (route: string): number => open.get(route) ?? 0

  return {
    observer: {
      onRequest: (route: string): void => void open.set(route, openAt(route) + 1),
      onAnswer({ method, route, status, seconds }: Answer): void {
        open.set(route, openAt(route) - 1)
        requests.add(1, [method, route, status])
        answering.observe(seconds, [route])
      },
    },
    families: (): Family[] => [
      requests.family(),
      answering.family(),
      gauge('mayfly_http_event_streams', 'Event streams open now.', openAt(eventsPath)),
    ],
  }
}
