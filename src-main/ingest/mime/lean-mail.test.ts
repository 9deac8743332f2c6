import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mutateMail } from '#test/support/mutate-mail.ts'
import { seededRandom } from '#test/support/seeded-random.ts'
import type { MimeMail } from '../mime-mail.ts'
import { readMime } from '../read-mime.ts'
import { readLeanMail } from './lean-mail.ts'

const folder = new URL('../../../test/fixtures/', import.meta.url).pathname
const files = (pattern: string) => globSync(pattern, { cwd: folder }).toSorted()
const read = (file: string) => readFileSync(`${folder}${file}`)

describe.each([
  { pattern: 'mail/*.eml', leastShare: 0.8 },
  { pattern: 'codes/**/*.eml', leastShare: 0.8 },
  { pattern: 'mail/broken/*.eml', leastShare: 0.2 },
])('$pattern', ({ pattern, leastShare }) => {
  const mails = files(pattern)

  test('most are read the lean way', () => {
    const lean = mails.filter(file => readLeanMail(read(file)) !== undefined)
    expect(lean.length / mails.length).toBeGreaterThan(leastShare)
  })

  test.each(mails)('%s is read as mailparser reads it, or left to it', async file => {
    const lean = readLeanMail(read(file))
    if (lean) expect(lean).toEqual(await readMime(read(file)))
  })

  test('so is whatever else they could be', async () => {
    let leanCount = 0
    for (const [index, file] of mails.entries()) {
      const random = seededRandom(index)
      for (let left = mutationsEach; left > 0; left--) {
        const raw = Buffer.from(mutateMail(read(file).toString('latin1'), random), 'latin1')
        const lean = readLeanMail(raw)
        if (lean === undefined) continue
        leanCount += 1
        expectSame(lean, await readMime(raw), raw)
      }
    }
    expect(leanCount / (mails.length * mutationsEach)).toBeGreaterThan(leastShare / 2)
  })
})

const mutationsEach = 8

function expectSame(lean: MimeMail, full: MimeMail, raw: Buffer): void {
  expect(lean, `Of this mail:\n${raw.toString('latin1')}`).toEqual(full)
}
