import { expect, test } from 'vitest'
import { readOpenedWith } from './opened-with.ts'

// Paths are those of the system it runs on.
test.skipIf(process.platform === 'win32')('links and files are told apart from options', () => {
  const args = [
    '--smtp-port',
    '0',
    '/home/ada/Mail One.EML',
    'mayfly://mailbox/a@b.test',
    '--hidden',
    'b.eml',
    'file:///home/ada/Post%20f%C3%BCr%20dich.eml',
    'file://elsewhere/c.eml',
  ]
  expect(readOpenedWith(args, '/home/ada')).toEqual({
    links: ['mayfly://mailbox/a@b.test'],
    files: [
      '/home/ada/Mail One.EML',
      '/home/ada/b.eml',
      '/home/ada/Post für dich.eml',
      'file://elsewhere/c.eml',
    ],
    hidden: true,
    newMailbox: false,
    rest: ['--smtp-port', '0'],
  })
})

test('an option that ends like a file is one, and what is unknown is left to be refused', () => {
  expect(readOpenedWith(['--x.eml', 'notes.txt', '--new-mailbox'], '/')).toMatchObject({
    files: [],
    newMailbox: true,
    rest: ['--x.eml', 'notes.txt'],
  })
})
