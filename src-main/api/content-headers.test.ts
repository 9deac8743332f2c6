import { expect, test } from 'vitest'
import { contentDisposition, safeContentType, safeFilename } from './content-headers.ts'

test.each([
  ['plain.pdf', 'plain.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..\\..\\boot.ini', '_.._boot.ini'],
  ['C:\\Users\\x', 'C__Users_x'],
  ['.bashrc', 'bashrc'],
  ['..', 'attachment'],
  ['', 'attachment'],
  ['   ', 'attachment'],
  ['a\r\nSet-Cookie: x=1', 'aSet-Cookie_ x=1'],
  ['a\0.exe', 'a.exe'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['\ud800.txt', '\ufffd.txt'],
])('%j is saved as %j', (given, saved) => {
  expect(safeFilename(given)).toBe(saved)
})

test('a name cut to its length is still well formed', () => {
  const name = safeFilename(`${'a'.repeat(199)}😀.png`)
  expect(name).toHaveLength(200)
  expect(name.isWellFormed()).toBe(true)
})

test('a header that no name can break out of', () => {
  expect(contentDisposition('attachment', 'a";x="b.html')).toBe(
    `attachment; filename="a_;x=_b.html"; filename*=UTF-8''a%22%3Bx%3D%22b.html`,
  )
  expect(contentDisposition('inline', "Größe (1)*'%41.png")).toBe(
    `inline; filename="Gr__e (1)*'_41.png"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29%2A%27%2541.png`,
  )
})

test.each([
  ['image/PNG', 'image/png'],
  ['image/svg+xml', 'image/svg+xml'],
  ['text/html', 'application/octet-stream'],
  ['application/xhtml+xml', 'application/octet-stream'],
  ['text/javascript', 'application/octet-stream'],
  ['text/plain\r\nX: y', 'application/octet-stream'],
  ['text/plain; charset=utf-8', 'application/octet-stream'],
  ['text', 'application/octet-stream'],
  ['*/*', 'application/octet-stream'],
])('%j leaves as %j', (claimed, sent) => {
  expect(safeContentType(claimed)).toBe(sent)
})
