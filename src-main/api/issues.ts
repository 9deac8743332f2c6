import type { z } from 'zod'

export type IssueDetail = { field: string; message: string }

/** What is wrong with an input, field by field, in words. */
export function toDetails(error: z.ZodError): IssueDetail[] {
  return error.issues.flatMap(issue => {
    const fieldOf = (...below: string[]) => [...issue.path, ...below].join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ field: fieldOf(key), message: 'is not known here' }))
    return [{ field: fieldOf(), message: inWords(issue) }]
  })
}

/** The validator's own words for a wrong type are for programmers; all others are written for people. */
function inWords(issue: z.core.$ZodIssue): string {
  const typed = /^Invalid input: expected (\w+), received (\w+)$/.exec(issue.message)
  if (!typed) return lowerFirst(issue.message)
  const [, expected, received] = typed
  return received === 'undefined' ? 'is needed' : `must be ${kinds[expected!] ?? `of type ${expected}`}`
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
