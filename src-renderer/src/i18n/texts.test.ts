import { describe, expect, test } from 'vitest'
import { en } from './en/en.ts'
import { russianForm } from './i18n.ts'
import { ru } from './ru/ru.ts'

const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!./{en,ru}/**', '!../**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = Object.entries(sources)
const english = flatten(en)
const russian = flatten(ru)

test('the sources were read', () => {
  expect(files.length).toBeGreaterThan(80)
  expect(english.size).toBeGreaterThan(150)
})

test('every text that is asked for is written', () => {
  const asked = files.flatMap(([file, source]) =>
    [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(match => ({ key: match[1] ?? '', file })),
  )
  expect(asked.length).toBeGreaterThan(80)
  expect(asked.filter(({ key }) => !english.has(key))).toEqual([])
})

test('every text that is written is asked for', () => {
  const all = files.map(([, source]) => source).join('\n')
  const quoted = new Set([...all.matchAll(/['"]([a-z][\w-]*(?:\.[\w-]+)+)['"]/gi)].map(match => match[1]))
  // Keys that are put together, such as `pages.${route}`, stand for all that they may become.
  const patterns = [...all.matchAll(/`([a-z][\w-]*\.[\w.-]*\$\{[^`]*)`/gi)].map(
    match => new RegExp(`^${(match[1] ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
  )
  const idle = [...english.keys()].filter(
    key => !quoted.has(key) && !patterns.some(pattern => pattern.test(key)),
  )
  expect(idle).toEqual([])
})

describe('Russian', () => {
  test('says all that English says, and no more', () => {
    expect([...russian.keys()].sort()).toEqual([...english.keys()].sort())
  })

  test('keeps the placeholders, and has all plural forms', () => {
    const faulty = [...english].filter(([key, text]) => {
      const translated = russian.get(key) ?? ''
      const forms = text.split(' | ').length // English has `one | other`, or `none | one | other`
      return (
        translated === '' ||
        placeholders(translated).join() !== placeholders(text).join() ||
        translated.split(' | ').length !== (forms > 1 ? 3 : 1)
      )
    })
    expect(faulty).toEqual([])
  })

  test('counts as Russians do', () => {
    const nouns = ['письмо', 'письма', 'писем']
    const counted = [0, 1, 2, 4, 5, 11, 12, 21, 22, 25, 101, 111, 1.5].map(
      n => `${n} ${nouns[russianForm(n)]}`,
    )
    expect(counted.join(', ')).toBe(
      '0 писем, 1 письмо, 2 письма, 4 письма, 5 писем, 11 писем, 12 писем, 21 письмо, 22 письма, 25 писем, 101 письмо, 111 писем, 1.5 письма',
    )
  })
})

/** Every text by its key: `inbox.filters.all`. */
function flatten(node: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(node).flatMap(([name, value]: [string, string | object]) =>
      typeof value === 'string'
        ? [[prefix + name, value] as const]
        : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\w+\}/g))].sort()
}
