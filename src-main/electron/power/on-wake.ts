import type { PowerMonitor } from 'electron'

/**
 * A computer that slept runs no timers, and its clock has jumped: what ran out meanwhile is settled, and what is shown is
 * asked anew. Waiting calls need nothing: their sockets and their time went to sleep with them.
 */
export function onWake(
  powerMonitor: PowerMonitor,
  catchUp: () => Promise<void>,
  onError: (error: unknown) => void,
) {
  const wake = () => void catchUp().catch(onError)
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', wake)
}
