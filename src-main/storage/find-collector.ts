import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Options = { type: 'minor' } | { type: 'major'; execution: 'sync'; flavor: 'last-resort' }
type Collect = (options: Options) => void

/** V8's own collecting, which it gives to new contexts when told to. */
export function findCollector(): Collect | undefined {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('globalThis.gc')
  return typeof found === 'function' ? (found as Collect) : undefined // what V8 calls so
}
