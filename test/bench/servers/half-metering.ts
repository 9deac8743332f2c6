import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as real from '#main/http/metering.ts'

type Hook = (request: FastifyRequest, ...rest: unknown[]) => unknown

/** Calls that say so pass as if there were no metering. */
const isOff = ({ headers }: FastifyRequest): boolean => headers['x-bench-metering'] === 'off'

export const recordCalls: typeof real.recordCalls = deps => {
  const { ended } = real.recordCalls(deps)
  return { ended: (request, ...rest) => void (isOff(request) || ended(request, ...rest)) }
}

export const limitCalls: typeof real.limitCalls = (app, deps) => {
  const addHook = (name: string, hook: Hook) =>
    app.addHook(
      name as 'onRequest',
      ((...args: Parameters<Hook>) =>
        isOff(args[0]) ? (args.at(-1) as () => void)() : hook(...args)) as never,
    )
  real.limitCalls(
    { decorateRequest: app.decorateRequest.bind(app), addHook } as unknown as FastifyInstance,
    deps,
  )
}
