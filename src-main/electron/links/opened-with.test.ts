import { expect, test } from 'vitest'
import { readOpenedWith } from './opened-with.ts'

test('links and files are told apart from options', () => {
  const args = [
    '--smtp-port',
    '0',
    '/home/ada/Mail One.EML',
    'mayfly://mailbox/a@b.test',
    '--hidden',
    'C:\\a.eml',
  ]
  expect(readOpenedWith(args)).toEqual({
    links: ['mayfly://mailbox/a@b.test'],
    files: ['/home/ada/Mail One.EML', 'C:\\a.eml'],
    hidden: true,
    newMailbox: false,
    rest: ['--smtp-port', '0'],
  })
})

test('an option that ends like a file is one, and what is unknown is left to be refused', () => {
  expect(readOpenedWith(['--x.eml', 'notes.txt', '--new-mailbox'])).toMatchObject({
    files: [],
    newMailbox: true,
    rest: ['--x.eml', 'notes.txt'],
  })
})
