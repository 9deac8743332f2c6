import { expect, test } from 'vitest'
import { whoMakesRoom, type Guest } from './make-room.ts'

type Named = Guest & { name: string }
const guest = (name: string, network: string, isBusy = false): Named => ({ name, network, isBusy })
const leaver = (...guests: Named[]) => whoMakesRoom(guests, guests.at(-1)!)?.name

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
