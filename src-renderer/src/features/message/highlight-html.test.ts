import { expect, test } from 'vitest'
import { highlightHtml } from './highlight-html.ts'

const kinds = (source: string) => highlightHtml(source).map(({ kind, text }) => `${kind}:${text}`)

test('a tag is its name, its attributes and their values', () => {
  expect(kinds('a <a href="x>y" hidden>b</a>')).toEqual([
    'text:a ',
    'tag:<a',
    'text: ',
    'name:href',
    'text:=',
    'value:"x>y"',
    'text: ',
    'name:hidden',
    'tag:>',
    'text:b',
    'tag:</a',
    'tag:>',
  ])
})

test('comments and declarations are one piece, and a bracket that opens nothing is text', () => {
  expect(kinds('<!doctype html><!-- <b> -->1 < 2')).toEqual([
    'comment:<!doctype html>',
    'comment:<!-- <b> -->',
    'text:1 < 2',
  ])
})

test.each([
  '<a href="',
  '<'.repeat(5_000),
  '<a '.repeat(5_000),
  '"'.repeat(9_000),
  '<!--'.repeat(3_000),
  '\u0000<b/>',
])('nothing is lost, however broken the source', source => {
  const pieces = highlightHtml(source)
  expect(pieces.map(({ text }) => text).join('')).toBe(source)
})
