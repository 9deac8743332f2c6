import { expect, test } from 'vitest'
import { previewKind } from './preview-kind.ts'

test.each([
  ['image/png', 'a.png', 'image'],
  ['image/svg+xml', 'a.svg', 'text'],
  ['text/html', 'a.html', 'text'],
  ['application/xhtml+xml', null, 'text'],
  ['application/json', null, 'text'],
  ['application/octet-stream', 'a.html', 'text'],
  ['application/octet-stream', 'a.ICS', 'calendar'],
  ['text/calendar', null, 'calendar'],
  ['text/csv', null, 'table'],
  ['text/plain', 'a.csv', 'table'],
  ['application/pdf', 'a.pdf', 'pdf'],
  ['message/rfc822', null, 'mail'],
  ['audio/mpeg', 'a.mp3', 'audio'],
  ['application/octet-stream', 'a.exe', null],
  ['application/zip', 'a.txt', null],
])('%s %s', (contentType, filename, kind) => {
  expect(previewKind({ contentType, filename })).toBe(kind)
})
