import { expect, test } from 'vitest'
import { createSavedFiles } from './saved-files.ts'

function open() {
  const state: { folder: string | undefined; shown: string[] } = { folder: undefined, shown: [] }
  const saved = createSavedFiles({
    lastFolder: () => state.folder,
    rememberFolder: folder => (state.folder = folder),
    downloads: () => '/home/dana/Downloads',
    showInFolder: path => state.shown.push(path),
  })
  return { state, saved }
}

test('a dialog proposes the folder of the last one, and a name that cannot leave it', () => {
  const { saved } = open()
  expect(saved.propose('../a.txt', 'file')).toBe('/home/dana/Downloads/a.txt')
  saved.note('/work/mail/b.txt')
  expect(saved.propose('/etc/passwd', 'file')).toBe('/work/mail/etc passwd')
})

test('only what was saved is shown, by its token', () => {
  const { state, saved } = open()
  const { token, name } = saved.note('/work/mail/b.txt')
  expect(name).toBe('b.txt')
  expect([saved.reveal(token), saved.reveal('/etc/passwd'), saved.reveal('b.txt')]).toEqual([
    true,
    false,
    false,
  ])
  expect(state.shown).toEqual(['/work/mail/b.txt'])
})

test('old tokens are forgotten', () => {
  const { saved } = open()
  const first = saved.note('/work/first')
  for (let n = 0; n < 100; n++) saved.note(`/work/${n}`)
  expect(saved.reveal(first.token)).toBe(false)
})
