import type { Entry, Ledger } from '../ledger.ts'
import { sendSome } from '../load.ts'
import { call } from '../round.ts'
import { killedWork } from './killed-work.ts'

const keptMessages = 40
const newestFirst = (ledger: Ledger): Entry[] => ledger.entries().toReversed()

/** Killed while the store is brought down to its newest messages: none of those is lost. */
export const retentionRound = killedWork({
  killWithinMs: 1_500,
  async prepare(server, { ledger }) {
    // One mailbox, so that a mail is one message.
    await sendSome({ server, ledger }, 300, { mailboxes: ['all@mayfly.test'], small: true })
  },
  async work(server, { ledger }) {
    await call(server, 'PATCH', '/settings', { 'retention.maxMessages': keptMessages })
    await sendSome({ server, ledger }, 100, { mailboxes: ['all@mayfly.test'], small: true })
  },
  mayLack({ ledger }) {
    const newest = new Set(newestFirst(ledger).slice(0, keptMessages))
    return entry => !newest.has(entry)
  },
})
