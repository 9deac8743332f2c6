import { expect, test } from 'vitest'
import { declaresDark } from './declares-dark.ts'

test.each([
  ['a query', '<style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style>', true],
  ['the property', '<style>:root{color-scheme: light dark}</style>', true],
  ['the older property', '<style>:root{ supported-color-schemes:light dark; }</style>', true],
  ['a meta element', '<meta name="color-scheme" content="light dark">', true],
  ['a query for light alone', '<style>@media (prefers-color-scheme: light) {}</style>', false],
  ['light only', '<meta name="color-scheme" content="light only"><p>dark</p>', false],
  ['nothing', '<p style="background-color: darkblue">dark</p>', false],
])('%s', (_title, html, expected) => {
  expect(declaresDark(html)).toBe(expected)
})
