import { parentPort, workerData } from 'node:worker_threads'
import { readAnything } from '#main/ingest/read-anything.ts'
import { makeMail } from './made-mail.ts'

/** Makes and parses every n-th part of the mails, and hands it over when it is asked for. */
const { first, step, end, part } = workerData as { first: number; step: number; end: number; part: number }

let next = first
parentPort!.on('message', () => void makePart())

async function makePart(): Promise<void> {
  const mails = []
  for (let number = next; number < Math.min(next + part, end); number += 1) {
    const { raw, ...envelope } = makeMail(number)
    mails.push({ number, raw, envelope, parsed: await readAnything(raw) })
  }
  next += step
  parentPort!.postMessage(mails)
}
