import { findCollector } from '../storage/find-collector.ts'

/** Many enough that the half a millisecond is nothing beside reading them; after 16 MB a busy machine freed them too late. */
const collectAfterBytes = 8 * 1024 * 1024

/**
 * What is told how many bytes were passed on, and now and then has the young ones collected, which they all are. V8 collects
 * everything when there are 64 MB outside of its heap: of an attachment of 18 MB that was more than half of all work.
 */
export function createPassedCollector(collectYoung = youngCollector()): (bytes: number) => void {
  let passedBytes = 0
  return bytes => {
    passedBytes += bytes
    if (passedBytes < collectAfterBytes) return
    passedBytes = 0
    collectYoung()
  }
}

/** Looks for V8's own when it is first needed: most never read so much. */
function youngCollector(): () => void {
  let collect: ReturnType<typeof findCollector>
  return () => (collect ??= findCollector())?.({ type: 'minor' })
}
