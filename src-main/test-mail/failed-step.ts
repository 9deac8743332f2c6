import type { SendingStep } from '#shared/api/test-mail.ts'
import type { Said } from './hide-secrets.ts'
import type { SendingError } from './send-over-smtp.ts'

const steps: [RegExp, SendingStep][] = [
  [/^STARTTLS/, 'tls'],
  [/^AUTH/, 'login'],
  [/^MAIL/, 'sender'],
  [/^RCPT/, 'recipient'],
  [/^DATA/, 'content'],
  [/^(EHLO|HELO|LHLO)/, 'greeting'],
]

/** Where sending ended. A connection that broke later belongs to the last command that was said. */
export function failedStep({ code, command = '', response = '' }: SendingError, said: Said[]): SendingStep {
  // "Authentication required" comes in answer to MAIL, and what to do about it is to log in.
  if (/^530\b.*authentication/i.test(response)) return 'login'
  if (code === 'ETLS' || /^530\b.*TLS/i.test(response)) return 'tls'
  const named = stepOf(command)
  if (named) return named
  const last = said.findLast(({ from }) => from === 'client')
  if (!last) return said.length === 0 ? 'connect' : 'greeting'
  return stepOf(last.text) ?? 'content'
}

const stepOf = (command: string): SendingStep | undefined =>
  steps.find(([pattern]) => pattern.test(command))?.[1]
