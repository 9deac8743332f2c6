import { expect, test } from 'vitest'
import { withPrintHead } from './print-page.ts'

const head = { subject: 'Hi <b>', facts: [['From', '"A" <a@shop.test>']] as const }

test('the head stands behind the doctype, and nothing in it is markup', () => {
  const page = withPrintHead('<!DOCTYPE html PUBLIC "x"><p>Body', head)
  expect(page).toMatch(/^<!DOCTYPE html PUBLIC "x"><div style=/)
  expect(page).toMatch(/<\/div><p>Body$/)
  expect(page).toContain('<h1>Hi &lt;b&gt;</h1>')
  expect(page).toContain('<dt>From</dt><dd>"A" &lt;a@shop.test&gt;</dd>')
})

test('a page without a doctype gets none', () => {
  expect(withPrintHead('<p>Body', head)).toMatch(/^<div style=[^]*<p>Body$/)
})
