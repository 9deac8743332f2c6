import { expect, test } from 'vitest'
import { appArguments } from './app-arguments.ts'

test.each<[string, string[], boolean, string[]]>([
  ['unpackaged, from a folder', ['electron', '.', '--smtp-port', '2525'], false, ['--smtp-port', '2525']],
  ['with switches of Electron first', ['electron', '--no-sandbox', 'main.js', '--open'], false, ['--open']],
  ['with nothing more', ['electron', '/srv/mayfly'], false, []],
  ['packaged', ['mayfly', '--http-port=0', '--headless'], true, ['--http-port=0', '--headless']],
  [
    'packaged, with switches of Chromium',
    ['mayfly', '--disable-gpu', '--lang=de', '--open'],
    true,
    ['--open'],
  ],
  ['from the installer, after an update', ['Mayfly.exe', '--updated'], true, []],
  ['from a notification that was left', ['Mayfly.exe', 'type=click&tag=12', '-Embedding'], true, []],
  ['from the Finder', ['Mayfly', '-psn_0_12345'], true, []],
  ['mistyped: kept, so that it is refused', ['mayfly', '--smpt-port', '1'], true, ['--smpt-port', '1']],
])('%s', (_name, argv, isPackaged, expected) => {
  expect(appArguments(argv, isPackaged)).toEqual(expected)
})
