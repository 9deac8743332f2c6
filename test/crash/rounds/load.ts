import { setTimeout } from 'node:timers/promises'
import type { Chance } from '../crash-mail.ts'
import type { Ready } from '../crash-server.ts'
import { examine, type Failures } from '../examine.ts'
import { createLedger, type Ledger } from '../ledger.ts'
import { startLoad } from '../load.ts'
import { cutPower } from '../power-cut.ts'
import { anyMoment, call, openSite, type Outcome, type RoundOptions } from '../round.ts'

/** The kill comes some milliseconds after a number of answers: a slow machine gets as far as a fast one. */
const usualAnswers = 120
const afterMs = 30
const answersWithinMs = 5_000
const pollMs = 5
const startMs = 500
/** Mails of a round that are asked for by the API too. */
const lookedUp = 5

/** Rounds under load on one store: killed at any moment, also while it starts; every other time the power goes as well. */
export async function loadRounds(
  { chance, plant }: RoundOptions,
  rounds: number,
  onRound: (round: number, outcome: Outcome) => void,
  maxAnswers = usualAnswers,
): Promise<void> {
  const site = openSite({ plant })
  const ledger = createLedger(chance)
  try {
    let server = await site.start()
    for (let round = 1; round <= rounds; round++) {
      const known = ledger.count('acknowledged')
      const load = startLoad({ server, ledger, chance })
      await untilAnswers(ledger, known + chance.below(maxAnswers))
      await anyMoment(chance, afterMs)
      await site.kill()
      await load.ended
      if (round % 2 === 0) cutPower(site.dataDir, site.noteFile)
      if (chance.below(3) === 0) {
        site.launch()
        await anyMoment(chance, startMs)
        await site.kill()
      }
      server = await site.start()
      const failures = examine(site.dataDir, ledger)
      failures.push(...(await ask(server, ledger, chance)))
      onRound(round, { failures, acknowledged: ledger.count('acknowledged') - known })
    }
  } finally {
    await site.close()
  }
}

async function untilAnswers(ledger: Ledger, count: number): Promise<void> {
  const deadline = performance.now() + answersWithinMs
  while (ledger.count('acknowledged') < count && performance.now() < deadline) await setTimeout(pollMs)
}

/** The same as the API tells it: the total, and some mails found by their word. */
async function ask(server: Ready, ledger: Ledger, chance: Chance): Promise<Failures> {
  const { messageCount } = await call<{ messageCount: number }>(server, 'GET', '/info')
  const { total } = await call<{ total: number }>(server, 'GET', '/messages?limit=1')
  const failures = messageCount === total ? [] : [`counts: info says ${messageCount}, the list ${total}`]
  const acknowledged = ledger.entries().filter(({ fate }) => fate === 'acknowledged')
  for (let n = 0; n < lookedUp && acknowledged.length > 0; n++) {
    const { token, recipients } = chance.pick(acknowledged)
    const found = await call<{ items: unknown[] }>(server, 'GET', `/messages?q=${token}`)
    if (found.items.length !== recipients.length)
      failures.push(`search: ${token} is found ${found.items.length} times`)
  }
  return failures
}
