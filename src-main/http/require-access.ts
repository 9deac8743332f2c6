import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify'
import type { Access } from '#shared/api/operation.ts'
import { authorise } from '../api/authorise.ts'

/** A route's hook that refuses who may not call it, before anything of a body is read. */
export function requireAccess(access: Access) {
  return (request: FastifyRequest, _reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    authorise(access, request.caller)
    done()
  }
}
