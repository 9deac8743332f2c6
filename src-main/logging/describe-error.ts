/** Causes of causes; more is a loop. */
const maxDepth = 5

type Described = { type: string; message: string; code?: string; stack?: string; cause?: Described }

/** What the log says of an error. Libraries hang requests, headers and mails on theirs: none of that is meant for a log. */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' }
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    type: name,
    message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth >= maxDepth ? {} : { cause: describeError(cause, depth + 1) }),
  }
}
