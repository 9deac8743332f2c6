import type { WaitTarget } from './snippets.ts'

const timeoutSeconds = '30'

/** The call that waits for the mail. */
export function waitUrl({ origin }: WaitTarget): string {
  return `${origin}/api/v1/messages/wait`
}

/** What it is asked by. */
export function criteria({ mailbox, subject }: WaitTarget): [name: string, value: string][] {
  return [
    ['mailbox', mailbox],
    ...(subject ? [['subject', subject] as [string, string]] : []),
    ['timeout', timeoutSeconds],
  ]
}

/** JSON's strings are valid in JavaScript, in Python and in Java. */
export function quote(text: string): string {
  return JSON.stringify(text)
}
