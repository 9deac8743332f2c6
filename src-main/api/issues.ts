import type { z } from 'zod'

export type IssueDetail = { field: string; message: string }

/** What is wrong with an input, field by field, in words. */
export function toDetails(error: z.ZodError): IssueDetail[] {
  return error.issues.flatMap(issue => {
    const fieldOf = (...below: string[]) => [...issue.path, ...below].join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ field: fieldOf(key), message: 'is not known here' }))
    return [{ field: fieldOf(), message: lowerFirst(issue.message) }]
  })
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
