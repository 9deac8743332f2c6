import { sendSome } from '../load.ts'
import { call } from '../round.ts'
import { killedWork } from './killed-work.ts'

const emptied = 'emptied@mayfly.test'
const kept = 'kept@mayfly.test'

/** Killed while a mailbox is emptied and another one gets mail: that other one loses nothing. */
export const deletionRound = killedWork({
  killWithinMs: 400,
  async prepare(server, { ledger }) {
    await sendSome({ server, ledger }, 250, { mailboxes: [emptied], small: true })
    await sendSome({ server, ledger }, 20, { mailboxes: [kept], small: true })
  },
  async work(server, { ledger }) {
    const deleting = call(server, 'POST', '/jobs/deletion', { mailbox: emptied })
    await Promise.all([deleting, sendSome({ server, ledger }, 100, { mailboxes: [kept], small: true })])
  },
  mayLack:
    () =>
    ({ recipients }) =>
      recipients.includes(emptied),
})
