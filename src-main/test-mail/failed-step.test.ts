import { expect, test } from 'vitest'
import type { SendingStep } from '#shared/api/test-mail.ts'
import { failedStep } from './failed-step.ts'
import { hideSecrets, type Said } from './hide-secrets.ts'

const client = (text: string): Said => ({ from: 'client', text })
const server = (text: string): Said => ({ from: 'server', text })
const failure = (facts: object) => Object.assign(new Error('failed'), facts)

test.each<[object, Said[], SendingStep]>([
  [{ code: 'ESOCKET', command: 'CONN' }, [], 'connect'],
  [{ code: 'ETIMEDOUT', command: 'CONN' }, [server('554 no')], 'greeting'],
  [{ code: 'EPROTOCOL', command: 'EHLO' }, [server('220 hi')], 'greeting'],
  [{ code: 'ETLS', command: 'CONN' }, [], 'tls'],
  [{ command: 'STARTTLS' }, [], 'tls'],
  [{ command: 'MAIL FROM', response: '530 5.7.0 Must start TLS first' }, [], 'tls'],
  [{ command: 'AUTH PLAIN', response: '535 5.7.8 no' }, [], 'login'],
  [{ command: 'MAIL FROM', response: '530 5.7.0 Authentication required' }, [], 'login'],
  [{ command: 'MAIL FROM', response: '552 5.3.4 too large' }, [], 'sender'],
  [{ command: 'RCPT TO', response: '550 5.1.1 no' }, [], 'recipient'],
  [{ command: 'DATA', response: '452 4.3.1 later' }, [], 'content'],
  // The connection broke: what was said last tells where.
  [{ code: 'ECONNECTION', command: 'CONN' }, [server('220'), client('EHLO x')], 'greeting'],
  [{ code: 'ECONNECTION', command: 'CONN' }, [server('220'), client('RCPT TO:<a@b>')], 'recipient'],
])('%j after %j: %s', (facts, said, step) => {
  expect(failedStep(failure(facts), said)).toBe(step)
})

test('no secret of a login is told', () => {
  const said = [
    server('220 hello'),
    client('AUTH PLAIN AGEAc2VjcmV0'),
    server('235 ok'),
    client('AUTH LOGIN'),
    server('334 VXNlcm5hbWU6'),
    client('YXBw'),
    server('334 UGFzc3dvcmQ6'),
    client('c2VjcmV0'),
    server('235 ok'),
    client('MAIL FROM:<a@b.test>'),
  ]
  expect(hideSecrets(said).flatMap(({ from, text }) => (from === 'client' ? [text] : []))).toEqual([
    'AUTH PLAIN <hidden>',
    'AUTH LOGIN',
    '<hidden>',
    '<hidden>',
    'MAIL FROM:<a@b.test>',
  ])
})
