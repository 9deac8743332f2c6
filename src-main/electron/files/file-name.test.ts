import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

test.each([
  ['Überblick 2026.pdf', 'Überblick 2026.pdf'],
  ['../../etc/passwd', 'etc passwd'],
  ['C:\\Windows\\calc.exe', 'C Windows calc.exe'],
  ['con.txt', '_con.txt'],
  ['.bashrc', 'file'],
  ['', 'file'],
  ['a\u202egpj.exe', 'agpj.exe'],
  ['line\r\nbreak.eml', 'linebreak.eml'],
  [`${'long '.repeat(60)}name.docx`, `${'long '.repeat(16).trim()}.docx`],
  ['what?.eml', 'what.eml'],
])('%j becomes %j', (wanted, name) => {
  expect(fileName(wanted, 'file')).toBe(name)
})
