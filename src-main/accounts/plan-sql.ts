import type { ChangedLimits, Plan, PlanLimits } from '#shared/api/plans.ts'
import type { Db } from '../storage/database.ts'
import { builtInPlans, isRefilled, noLimits } from './plans.ts'

type PlanRow = { id: string } & PlanLimits
export type PlanRefusal = 'id taken' | 'unknown plan' | 'burst alone' | 'in use'

/** Column by limit. */
const columns: Record<keyof PlanLimits, string> = {
  requestsPerMinute: 'requests_per_minute',
  burst: 'burst',
  callsPerDay: 'calls_per_day',
  callsPerMonth: 'calls_per_month',
  activeMailboxes: 'active_mailboxes',
  archivedMailboxes: 'archived_mailboxes',
  maxLifetimeMinutes: 'max_lifetime_minutes',
  maxMessageBytes: 'max_message_bytes',
  retentionDays: 'retention_days',
}
const names = Object.keys(columns) as (keyof PlanLimits)[] // declared right above
const selected = `SELECT id, ${names.map(name => `${columns[name]} AS ${name}`).join(', ')} FROM plans`
const inserted = `INSERT OR REPLACE INTO plans (id, ${names.map(name => columns[name]).join(', ')})
  VALUES (?, ${names.map(() => '?').join(', ')})`

/** The account repository's queries about the plans that the owner made. */
export const planReads = {
  ownPlans: (db: Db): Plan[] => db.all<PlanRow>(`${selected} ORDER BY id`).map(toPlan),
}

export const planWrites = {
  insertPlan(db: Db, { id, limits }: { id: string; limits: ChangedLimits }): Plan | PlanRefusal {
    return planExists(db, id) ? 'id taken' : savePlan(db, { ...noLimits, ...onlyGiven(limits), id })
  },
  changePlan(db: Db, { id, change }: { id: string; change: ChangedLimits }): Plan | PlanRefusal {
    const row = db.get<PlanRow>(`${selected} WHERE id = ?`, id)
    return row ? savePlan(db, { ...row, ...onlyGiven(change) }) : 'unknown plan'
  },
  /** What kept the plan from being deleted, if anything. */
  deletePlan(db: Db, id: string): PlanRefusal | undefined {
    if (db.get('SELECT 1 FROM accounts WHERE plan = ? LIMIT 1', id)) return 'in use'
    return db.run('DELETE FROM plans WHERE id = ?', id).changes === 1 ? undefined : 'unknown plan'
  },
}

export function planExists(db: Db, id: string): boolean {
  if (builtInPlans.some(plan => plan.id === id)) return true
  return db.get('SELECT 1 FROM plans WHERE id = ?', id) !== undefined
}

function savePlan(db: Db, plan: PlanRow): Plan | PlanRefusal {
  if (!isRefilled(plan)) return 'burst alone'
  db.run(inserted, plan.id, ...names.map(name => plan[name]))
  return toPlan(plan)
}

const toPlan = (row: PlanRow): Plan => ({ ...row, builtIn: false })

/** A limit that is not named stays as it was; null is a value. */
function onlyGiven(limits: ChangedLimits): Partial<PlanLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined))
}
