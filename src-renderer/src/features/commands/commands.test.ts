import { expect, test } from 'vitest'
import { en } from '../../i18n/en/en.ts'
import { allCommands, commandGroups, textKeyOf } from './commands.ts'

const allKeys = allCommands.flatMap(({ id, keys }) => keys.map(key => ({ id, key })))

test('no key means two things', () => {
  const clashes = allKeys.filter(({ id, key }) =>
    allKeys.some(other => other.id !== id && (other.key === key || other.key.startsWith(`${key} `))),
  )
  expect(clashes).toEqual([])
  expect(new Set(allCommands.map(({ id }) => id)).size).toBe(allCommands.length)
})

test('keys are written as presses are', () => {
  const stroke = /^(Mod\+)?(Shift\+(?=[a-zA-Z]))?([^\sA-Z]|[A-Z][A-Za-z]+)$/
  const odd = allKeys.filter(({ key }) => !key.split(' ').every(part => stroke.test(part)))
  expect(odd).toEqual([])
})

test('what works while text is typed has Mod', () => {
  const typed = allCommands.filter(({ whileTyping }) => whileTyping)
  expect(typed.filter(({ keys }) => !keys.every(key => key.startsWith('Mod+')))).toEqual([])
})

test('every command has its text, and every group its name', () => {
  const keys = [
    ...allCommands.map(({ id }) => textKeyOf(id)),
    ...commandGroups.map(group => `commands.groups.${group}`),
  ]
  expect(keys.filter(key => typeof lookUp(key) !== 'string')).toEqual([])
  expect(allCommands.filter(({ group }) => !commandGroups.includes(group))).toEqual([])
})

function lookUp(key: string): unknown {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], en)
}
