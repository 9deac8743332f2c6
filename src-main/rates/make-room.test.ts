import { expect, test } from 'vitest'
import { createRoom, type Guest } from './make-room.ts'

type Named = Guest & { name: string }
const guest = (name: string, network: string, isBusy = false): Named => ({ name, network, isBusy })
function leaver(...guests: Named[]): string | undefined {
  const room = createRoom<Named>()
  for (const one of guests) room.enter(one)
  return room.makeFor(guests.at(-1)!)?.name
}

test('of the network with the most, whoever was silent for longest', () => {
  expect(leaver(guest('1', 'a'), guest('2', 'b'), guest('3', 'b'), guest('new', 'c'))).toBe('2')
  expect(leaver(guest('1', 'a'), guest('2', 'a'), guest('new', 'a'))).toBe('1')
})

test('nobody who is busy, while the newcomer has its share', () => {
  expect(leaver(guest('1', 'a', true), guest('2', 'a'), guest('new', 'a'))).toBe('2')
  expect(leaver(guest('1', 'a', true), guest('2', 'a', true), guest('new', 'a'))).toBeUndefined()
  expect(leaver(guest('1', 'a', true), guest('2', 'a', true), guest('new', 'b'))).toBeUndefined()
})

test('a busy one all the same, when the newcomer has not half as much', () => {
  expect(leaver(guest('1', 'a', true), guest('2', 'a', true), guest('3', 'a', true), guest('new', 'b'))).toBe(
    '1',
  )
})

test('nobody leaves for a newcomer that has its share, whoever is idle elsewhere', () => {
  const [one, two, three] = ['1', '2', '3'].map(name => guest(name, 'a', true))
  expect(leaver(one!, two!, three!, guest('4', 'b'), guest('new', 'b'))).toBeUndefined()
  expect(leaver(guest('new', 'a'))).toBeUndefined()
})

test('who has spoken is the last to go, and who has left is not asked', () => {
  const room = createRoom<Named>()
  const [one, two, three, fresh] = ['1', '2', '3', 'new'].map(name => guest(name, 'a'))
  for (const each of [one!, two!, three!, fresh!]) room.enter(each)
  room.heard(one!)
  room.leave(two!)
  room.heard(two!)
  expect([1, 2, 3].map(() => room.makeFor(fresh!)?.name)).toEqual(['3', '1', undefined])
})
