import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seededRandom } from '#test/support/seeded-random.ts'
import { readLeanMail } from '../mime/lean-mail.ts'
import { createPageTokenizer } from './html-tokenizer.ts'
import { readTokens, type TokenHandlers } from './html-tokens.ts'

const folder = new URL('../../../test/fixtures/', import.meta.url).pathname
const pages = globSync('**/*.eml', { cwd: folder })
  .toSorted()
  .flatMap(file => readLeanMail(readFileSync(`${folder}${file}`))?.html ?? [])

test('there are pages to compare', () => {
  expect(pages.length).toBeGreaterThan(150)
})

test('what is told of a page is what htmlparser2 alone tells of it', () => {
  for (const page of pages) expect(told(page, readTokens)).toBe(told(page, readAll))
})

test('so is what is told of a page that somebody broke', () => {
  for (const [index, page] of pages.entries()) {
    const random = seededRandom(index)
    for (let left = 8; left > 0; left--) {
      const broken = breakPage(page, random)
      expect(told(broken, readTokens), broken).toBe(told(broken, readAll))
    }
  }
})

function readAll(page: string, to: TokenHandlers): void {
  createPageTokenizer(to).rest(page)
}

function told(page: string, read: (page: string, to: TokenHandlers) => void): string {
  const events: unknown[] = []
  read(page, {
    open: (tag, attributes) => events.push([tag, { ...attributes }]),
    close: tag => events.push(['/', tag]),
    text: chunk => events.push(chunk),
  })
  return JSON.stringify(events)
}

const marks = /[<>"'=&;/!-]|\s/g
const pieces =
  `<|>|"|'|=|&|;|/|!|-|--|-->|<!--|<!-->|--!>|<?|<![CDATA[|]]>|</|/>|&amp;|&amp|&copy|&#65;|&#x|&nbsp;|&bogus;|
  |<p>|</p>|<i>x|<br/>|<a href=x&b=1>|<img alt=a/>|<a href="x&amp;y">|<a href='z'>|<b a="<">|<td width=5>|<s hidden>|<style>|</style>|
  |</style >|<style a="</style>">|<title>a&amp;b</title>|</title |<textarea>|</textarea>|<script>|<xmp>|<plaintext>|<svg>|</p a>|</ p>|
  |<p />|<p/a>|<p a=b =c>|<p a = "d">|<\u00e9>|<p\u00a0a>|<!doctype html>|<!d>|\0|<a href="b"/>|<img src=http://c/>|<p style=d alt>`.split(
    '|',
  )

function breakPage(page: string, random: ReturnType<typeof seededRandom>): string {
  let broken = page
  for (let left = 1 + random.below(3); left > 0; left--) {
    const mark = random.pick([...broken.matchAll(marks)])
    if (mark === undefined) continue
    const from = mark.index + random.below(2)
    broken = broken.slice(0, from) + random.pick(pieces) + broken.slice(from + random.below(2))
  }
  return broken
}
