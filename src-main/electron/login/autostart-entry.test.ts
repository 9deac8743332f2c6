import { expect, test } from 'vitest'
import { autostartEntry } from './autostart-entry.ts'

test('the command is started as it is, whatever its folder is called', () => {
  expect(autostartEntry(['/opt/Mayfly/mayfly-desktop', '--hidden'])).toContain(
    'Exec="/opt/Mayfly/mayfly-desktop" "--hidden"\n',
  )
  expect(autostartEntry(['/home/ada/50% off/$HOME/a"b'])).toContain(
    String.raw`Exec="/home/ada/50%% off/\\$HOME/a\\"b"` + '\n',
  )
})
