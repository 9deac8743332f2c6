import { expect, test } from 'vitest'
import { openLog } from './open-log.ts'

test('every target has every line, of the level and above', () => {
  const lines: string[] = []
  const { logger, recent } = openLog({ level: 'warn', to: [{ write: line => void lines.push(line) }] })
  logger.info('not told')
  logger.warn({ port: 1025 }, 'told')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toMatchObject({ msg: 'told', port: 1025 })
  expect(Object.keys(JSON.parse(lines[0]!) as object)).not.toContain('hostname')
  expect(recent()).toEqual([lines[0]!.trimEnd()])
})

test('an error is told with its causes, and without what hangs on it', () => {
  const { logger, recent } = openLog({ level: 'error', to: [] })
  const cause = Object.assign(new Error('refused'), {
    code: 'EAUTH',
    command: 'AUTH PLAIN c2VjcmV0',
    response: 'hush',
  })
  logger.error({ err: new Error('not sent', { cause }) }, 'failed')
  const [line] = recent()
  expect(JSON.parse(line!)).toMatchObject({
    err: { message: 'not sent', cause: { message: 'refused', code: 'EAUTH' } },
  })
  expect(line).not.toMatch(/c2VjcmV0|hush/)
})

test('a loop of causes and what is no error end', () => {
  const { logger, recent } = openLog({ level: 'error', to: [] })
  const error = new Error('round')
  error.cause = error
  logger.error({ err: error })
  logger.error({ err: 'a secret that was thrown' })
  expect(recent()).toHaveLength(2)
  expect(recent()[1]).not.toContain('secret')
})

test('what is remembered is bounded: lines and their length', () => {
  const { logger, recent } = openLog({ level: 'info', to: [] })
  for (let n = 0; n <= 300; n++) logger.info(`${n} ${'x'.repeat(5_000)}`)
  expect(recent()).toHaveLength(300)
  expect(recent()[0]).toContain('"1 x')
  expect(recent().every(line => line.length === 4_000)).toBe(true)
})
