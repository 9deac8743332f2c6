import type { Page } from 'playwright-core'
import type { OperationName, Output } from '#shared/api/contract.ts'
import type { CallResult } from '#shared/shell/bridge.ts'
import type { CallInput, CallName, CallOutput } from '#shared/shell/calls.ts'

/** Calls an operation as the page does, or as a page that means no good would. */
export function invokeFrom(page: Page, operation: unknown, input: unknown = {}): Promise<CallResult> {
  return page.evaluate(
    // The page's own type is the renderer's affair.
    ([name, argument]) =>
      Reflect.get(window, 'mayfly').invoke({ operation: name, input: argument }) as Promise<CallResult>,
    [operation, input] as const,
  )
}

export async function callFrom<N extends OperationName>(
  page: Page,
  operation: N,
  input: object = {},
): Promise<Output<N>> {
  const result = await invokeFrom(page, operation, input)
  if (!result.ok) throw new Error(`${operation}: ${result.error.message}`)
  return result.output as Output<N> // checked by dispatch
}

/** Any other call of the bridge, as it answers. */
export function askFrom<N extends CallName>(
  page: Page,
  name: N,
  input: CallInput<N>,
): Promise<CallResult<CallOutput<N>>> {
  return page.evaluate(
    ([call, given]) => Reflect.get(window, 'mayfly')[call](given) as Promise<never>, // as its declaration says
    [name, input] as const,
  )
}
