import { contract, type OperationName } from '#shared/api/contract.ts'
import { AppError } from '#shared/api/errors.ts'
import type { CallContext, Handlers } from '#shared/api/handler.ts'
import { inputSchema, type Operation } from '#shared/api/operation.ts'
import type { z } from 'zod'
import { authorise } from './authorise.ts'
import { toDetails } from './issues.ts'

export type Dispatch = (name: string, input: unknown, context: CallContext) => Promise<unknown>

type Deps = {
  handlers: Handlers
  /** Resolves when the store says of every mailbox what it is by now. */
  settle: () => Promise<void>
  /** Not any more once the store is closed; whoever calls then is told so. */
  isOpen: () => boolean
  onUnexpected: (error: unknown, operation: string) => void
}

/** Answered also while the store cannot be written: this is where people learn why. */
const tellsOfFaults: OperationName = 'getInfo'

/**
 * The one door to every operation, whatever carried the call: checks who calls, parses the input, runs the handler,
 * checks the answer. Rejects with AppError only; what was not meant for the caller is reported and hidden.
 */
export function createDispatch({ handlers, settle, isOpen, onUnexpected }: Deps): Dispatch {
  const inputs = createInputs()
  function mustBeOpen(): void {
    if (!isOpen()) throw new AppError('unavailable', 'Mayfly is stopping. Try again once it runs.')
  }

  return async (name, input, context) => {
    const operation = findOperation(name)
    authorise(operation.access, context.caller)
    const parsed = parseInput(inputs(name, operation), input)
    try {
      mustBeOpen()
      await settle().catch((error: unknown) => {
        mustBeOpen()
        if (name !== tellsOfFaults) throw error
      })
      mustBeOpen()
      const handler = handlers[name as OperationName] as (
        input: unknown,
        context: CallContext,
      ) => Promise<unknown>
      return operation.output.parse(await handler(parsed, context))
    } catch (error) {
      if (error instanceof AppError) throw error
      onUnexpected(error, name)
      throw new AppError('internal_error', 'Something went wrong inside Mayfly. The log has the details.', {
        cause: error,
      })
    }
  }
}

/** The schema of each input, made when it is first asked for: making all of them is a tenth of a start. */
function createInputs(): (name: string, operation: Operation) => z.ZodObject {
  const made = new Map<string, z.ZodObject>()
  return (name, operation) => {
    const schema = made.get(name) ?? inputSchema(operation)
    made.set(name, schema)
    return schema
  }
}

function findOperation(name: string): Operation {
  if (!Object.hasOwn(contract, name)) throw new AppError('not_found', `There is no operation ${name}.`)
  return contract[name as OperationName]
}

function parseInput(schema: z.ZodObject, input: unknown): unknown {
  const result = schema.safeParse(input ?? {})
  if (result.success) return result.data
  const details = toDetails(result.error)
  throw new AppError(
    'bad_request',
    details.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
    {
      details,
    },
  )
}
