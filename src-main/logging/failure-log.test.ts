import { expect, test } from 'vitest'
import { AppError } from '#shared/api/errors.ts'
import { createHandClock } from '#test/support/hand-clock.ts'
import { createFailureLog } from './failure-log.ts'

test('each failure is logged, the same refusal of the store once an hour', () => {
  const clock = createHandClock()
  const logged: string[] = []
  const log = { error: ({ err }: { err?: Error }) => logged.push(err!.message) }
  const note = createFailureLog({ log, now: clock.now })
  const readOnly = () => new AppError('unavailable', 'read-only')
  const minute = () => {
    note(readOnly())
    note(new Error('other'))
    clock.passMinutes(1)
  }
  for (let count = 0; count < 60; count++) minute()
  expect(logged).toEqual(['read-only', ...Array<string>(60).fill('other')])
  note(readOnly())
  note(new AppError('unavailable', 'disk full'))
  note(new AppError('internal_error', 'twice'))
  note(new AppError('internal_error', 'twice'))
  expect(logged.slice(61)).toEqual(['read-only', 'disk full', 'twice', 'twice'])
})
