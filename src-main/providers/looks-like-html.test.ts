import { expect, test } from 'vitest'
import { looksLikeHtml } from './looks-like-html.ts'

test.each([
  '<p>Hi</p>',
  '<!DOCTYPE html>\n<html></html>',
  'Hi<br>there',
  '<div class="a">x',
  '<a href="https://a.test">x</a>',
  '<BR/>',
])('%s is HTML', body => expect(looksLikeHtml(body)).toBe(true))

test.each([
  'Hi',
  '',
  'a < b and b > c',
  'Ada <ada@example.com> wrote',
  '<https://a.test/x>',
  '<code482913>',
  'x <- y -> z',
])('%s is text', body => expect(looksLikeHtml(body)).toBe(false))
