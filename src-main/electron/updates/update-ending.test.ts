import { expect, test } from 'vitest'
import { createUpdateEnding } from './update-ending.ts'

function open() {
  const done: string[] = []
  const note = (what: string) => () => void done.push(what)
  const ending = createUpdateEnding({
    app: { releaseSingleInstanceLock: note('unlock'), exit: note('exit') },
    windows: () => [{ destroy: note('destroy') }],
    stopFirst: async () => void done.push('stop'),
    startAgain: note('start'),
  })
  return { ending, done }
}

test('the next version finds no server, no window and no lock', async () => {
  const { ending, done } = open()
  await ending.makeWay()
  expect(done).toEqual(['stop', 'destroy', 'unlock'])
})

test('when nothing was installed, this version starts once more', () => {
  const { ending, done } = open()
  ending.startAgain()
  expect(done).toEqual(['start', 'exit'])
})
