import type { DeliveryRepository, DeliveryRow } from './delivery-repository.ts'
import { judge, type Reply } from './judge.ts'
import type { Outcomes } from './outcomes.ts'
import type { Registry, Target } from './registry.ts'
import { createSlots } from './slots.ts'
import { createStepBack } from './step-back.ts'

type Deps = {
  registry: Registry
  repository: Pick<DeliveryRepository, 'dueDeliveries' | 'nextDue' | 'moveDue'>
  outcomes: Outcomes
  /** Whether a webhook may be told no more; then it is ended. */
  endIfDue: (target: Target) => boolean
  /** One try. Rejects only when the signal ended it. */
  attempt: (target: Target, delivery: DeliveryRow, signal: AbortSignal) => Promise<Reply>
  now: () => number
  random: () => number
  /** Called when a webhook has fewer deliveries waiting than before. */
  onTaken: (webhookId: string) => void
  onError: (error: unknown) => void
}

/** One webhook's deliveries, which are sent one after another. */
type Lane = {
  running: Promise<void> | undefined
  /** Something came while it was running. */
  again: boolean
  nextAt: number | null
  failing: boolean
  leave: AbortController
}

/** Requests at a time, to receivers that answer and to others. */
const parallel = 4
/** A receiver that answers, but takes longer, lets the next go before it has. */
const slowMs = 1_000
/** Deliveries that a lane has in memory. */
const laneSize = 50
/** How often the clock is looked at: short, so that waking up from sleep or a changed clock is noticed soon. */
const tickMs = 1_000
const retryMs = 5_000

/**
 * Sends what is due. Each webhook has a lane of its own, in order. Lanes whose last try failed share slots of their
 * own, so that receivers which hang until the time is over never take the place of one that answers.
 */
export function createSender(deps: Deps) {
  const { registry, repository, outcomes, now, onError } = deps
  const clock = createStepBack(now)
  const slots = { healthy: createSlots(parallel), failing: createSlots(parallel) }
  const lanes = new Map<string, Lane>()
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function wake(id: string): void {
    if (stopped || !registry.get(id)) return
    const lane = lanes.get(id) ?? newLane()
    lanes.set(id, lane)
    lane.again = true
    if (lane.running) return
    const run = work(id, lane)
      .catch((error: unknown) => {
        lane.again = false
        lane.nextAt = clock.read() + retryMs
        onError(error)
      })
      .finally(() => {
        lane.running = undefined
        running.delete(run)
        if (lane.again) wake(id)
      })
    lane.running = run
    running.add(run)
  }

  async function work(id: string, lane: Lane): Promise<void> {
    while (lane.again) {
      lane.again = false
      // What was sent must not look as if it were still to be sent.
      await outcomes.flush()
      lane.nextAt = await repository.nextDue(id)
      if (lane.nextAt === null || lane.nextAt > now()) continue
      lane.again = true
      for (const delivery of await repository.dueDeliveries({ webhookId: id, now: now(), limit: laneSize }))
        if (!(await send(id, lane, delivery))) return void (lane.again = false)
      await outcomes.flush()
      deps.onTaken(id)
    }
  }

  /** False when the lane has come to its end. */
  async function send(id: string, lane: Lane, delivery: DeliveryRow): Promise<boolean> {
    const release = await slots[lane.failing ? 'failing' : 'healthy'].take()
    const slow = lane.failing ? undefined : setTimeout(release, slowMs)
    try {
      const target = registry.get(id)
      if (!target || lane.leave.signal.aborted || deps.endIfDue(target)) return false
      const reply = await deps.attempt(target, delivery, lane.leave.signal)
      if (lane.leave.signal.aborted) return false
      const outcome = judge(delivery, reply, { now: clock.read(), random: deps.random() })
      lane.failing = outcome.status !== 'delivered'
      outcomes.add(outcome)
      if (outcome.gone) registry.remove(id)
      return !outcome.gone
    } finally {
      clearTimeout(slow)
      release()
    }
  }

  /** A clock that was set back by a day must not make what waits five seconds wait for a day. */
  async function followStep(backMs: number): Promise<void> {
    await repository.moveDue(backMs)
    for (const lane of lanes.values()) if (lane.nextAt !== null) lane.nextAt -= backMs
  }

  function tick(): void {
    clock.look(followStep).catch(onError)
    for (const [id, { running, nextAt }] of lanes)
      if (!running && nextAt !== null && nextAt <= now()) wake(id)
  }

  return {
    /** There is something to send to this webhook. */
    wake,
    /** Ends all sending to a webhook that is switched off or gone; what was in flight counts as not tried. */
    drop(id: string): void {
      lanes.get(id)?.leave.abort()
      lanes.delete(id)
    },
    start(): void {
      for (const { id } of registry.all()) wake(id)
      timer = setInterval(tick, tickMs)
    },
    /** What is in flight counts as not tried, and is sent again after the next start. */
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      for (const { leave } of lanes.values()) leave.abort()
      await Promise.all(running)
      await outcomes.flush()
    },
  }
}

function newLane(): Lane {
  return { running: undefined, again: false, nextAt: null, failing: false, leave: new AbortController() }
}
