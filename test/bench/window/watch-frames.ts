import type { Page } from 'playwright-core'

/** What a page did while it was watched. Times in milliseconds. */
export type Watched = {
  /** Tasks of the page's main thread that took more than 50 ms: a jerk that one sees. */
  longTasks: number[]
  /** The same by the processor's time: what is left of them on a machine that does nothing else. */
  longCpuTasks: number[]
  /** Frames that were put on the screen, and frames that were due and came too late. */
  frames: number
  dropped: number
  ms: number
}

type TraceEvent = {
  name: string
  cat: string
  pid: number
  tid: number
  ph: string
  dur?: number
  tdur?: number
  args?: { name?: string; frameSeqId?: number }
}

const longTaskMs = 50
const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'devtools.timeline.frame',
  'toplevel',
  '__metadata',
]

/** Records a trace of the page, as the browser's own tools do, while `work` runs. */
export async function watchFrames(page: Page, work: () => Promise<void>): Promise<Watched> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  const start = performance.now()
  await work()
  const ms = performance.now() - start
  const complete = new Promise<void>(resolve => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  return { ...summarise(events), ms }
}

function summarise(events: TraceEvent[]): Omit<Watched, 'ms'> {
  const main = mainThreads(events)
  const isMain = ({ pid, tid }: TraceEvent) => main.has(`${pid}.${tid}`)
  const tasks = events.filter(event => event.name === 'RunTask' && isMain(event))
  const named = (name: string) => events.filter(event => event.name === name).length
  return {
    longTasks: tasks.map(({ dur = 0 }) => dur / 1000).filter(isLong),
    longCpuTasks: tasks.map(({ tdur = 0 }) => tdur / 1000).filter(isLong),
    frames: named('DrawFrame'),
    dropped: named('DroppedFrame'),
  }
}

const isLong = (ms: number) => ms > longTaskMs

/** The main threads of renderers, by how the trace names them. */
function mainThreads(events: TraceEvent[]): Set<string> {
  return new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  )
}
