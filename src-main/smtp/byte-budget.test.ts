import { expect, test } from 'vitest'
import { edge } from '#test/support/edge.ts'
import { createByteBudget } from './byte-budget.ts'
import { smtpLimits } from './limits.ts'

/** Lets everything that can go on do so. */
const settle = () => new Promise(resolve => setImmediate(resolve))

test('what fits is granted at once, what does not waits for its turn', async () => {
  const budget = createByteBudget(100)
  const giveBack = await budget.reserve(80)
  const order: string[] = []
  void budget.reserve(50).then(() => order.push('large'))
  void budget.reserve(10).then(() => order.push('small'))
  await settle()
  expect(order).toEqual([]) // the small one would fit, but a stream of small ones must not starve the large
  giveBack()
  await settle()
  expect(order).toEqual(['large', 'small'])
})

test('all there is may be taken, and not a byte more', async () => {
  const isGranted = async (bytes: number) => {
    const budget = createByteBudget(smtpLimits.bytesInFlight)
    let granted = false
    await budget.reserve(1_000_000)
    void budget.reserve(bytes - 1_000_000).then(() => (granted = true))
    await settle()
    return granted
  }
  expect(await Promise.all(edge(smtpLimits.bytesInFlight).map(isGranted))).toEqual([true, true, false])
})

test('more than there is gets all there is', async () => {
  const budget = createByteBudget(100)
  const giveBack = await budget.reserve(1_000)
  let granted = false
  void budget.reserve(1).then(() => (granted = true))
  await settle()
  expect(granted).toBe(false)
  giveBack()
  await settle()
  expect(granted).toBe(true)
})

test('given back twice counts once', async () => {
  const budget = createByteBudget(100)
  const giveBack = await budget.reserve(60)
  giveBack()
  giveBack()
  await budget.reserve(100)
  let granted = false
  void budget.reserve(60).then(() => (granted = true))
  await settle()
  expect(granted).toBe(false)
})

test('mails that turn out larger get their memory one after the other, and none waits for ever', async () => {
  const budget = createByteBudget(100)
  const shares = [await budget.reserve(50), await budget.reserve(50)]
  const order: string[] = []
  const more = [0, 1].map(n =>
    budget.reserveMore(50).then(giveBack => {
      order.push(`larger ${n}`)
      return giveBack
    }),
  )
  void budget.reserve(1).then(() => order.push('new'))
  await settle()
  expect(order).toEqual(['larger 0'])
  shares[0]!()
  ;(await more[0]!)()
  await settle()
  expect(order).toEqual(['larger 0', 'larger 1'])
  shares[1]!()
  ;(await more[1]!)()
  await settle()
  expect(order).toEqual(['larger 0', 'larger 1', 'new'])
})

test('however much one network has announced, another that holds less is next', async () => {
  const budget = createByteBudget(100)
  const giveBack = await budget.reserve(90, 'flood')
  const order: string[] = []
  const ask = (name: string, bytes: number, network: string) =>
    void budget.reserve(bytes, network).then(() => order.push(name))
  ask('flood', 90, 'flood')
  ask('small', 10, 'other')
  await settle()
  expect(order).toEqual(['small'])
  ask('large', 80, 'third')
  giveBack()
  await settle()
  // What was given back counts for nobody any more: then it is whose turn it is.
  expect(order).toEqual(['small', 'flood'])
})
