import { mailKinds } from './kinds.ts'

export type MailKind = keyof typeof mailKinds

/** What makes one mail differ from every other, so that nobody may store two of them as one. */
export type MailMarks = { number: number; recipient: string; code: string; token: string; word: string }

/** The bytes of a mail in order; a long part may be shared between mails. */
export type MailParts = readonly Buffer[]

/** Words to search for: each is in one mail of so many. */
export const wordEvery = 500
/** A word that is in every mail of the real kind. */
export const commonWord = 'Lumen'

export function marksOf(number: number): MailMarks {
  return {
    number,
    recipient: `user${number}@bench.example`,
    code: String(100_000 + ((number * 7919) % 900_000)),
    token: `tk${number.toString(36)}x${((number * 2_654_435_761) % 4_294_967_296).toString(36)}`,
    word: wordOf(number % wordEvery),
  }
}

/** A made-up word of letters only; none is a part of another. */
export function wordOf(index: number): string {
  return `town${[...String(index).padStart(3, '0')].map(digit => 'abcdefghij'[Number(digit)]).join('')}`
}

/** The mail as it goes over the wire after DATA: CRLF, no line that starts with a dot, closed by one. */
export function buildMail(kind: MailKind, number: number): MailParts {
  return [...mailKinds[kind](marksOf(number)), endOfMail]
}

const endOfMail = Buffer.from('\r\n.\r\n')
