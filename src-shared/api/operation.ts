import { z } from 'zod'

type Shape = z.ZodObject

/** Who may call: `public` anybody, `key` the owner or a key (narrowed to its account), `owner` the owner only. */
export type Access = 'public' | 'key' | 'owner'

const nothing = z.strictObject({})
type Nothing = typeof nothing

/**
 * One call of the API as a value. Everything typed (handlers, client, routes, the OpenAPI document) is derived from it.
 *
 * `path` is below `/api/v1` and names its parameters as `:name`. An operation's input is the flat union of
 * `params`, `query` and `body`; a transport only decides where each part travels.
 */
export type Operation<
  Output extends z.ZodType = z.ZodType,
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
> = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  summary: string
  access: Access
  params: Params
  query: Query
  body: Body
  output: Output
  /** HTTP status of success. */
  status: 200 | 201 | 204
  /** A larger body is `payload_too_large` over HTTP. */
  maxBodyBytes: number
}

type Declared<O extends z.ZodType, P extends Shape, Q extends Shape, B extends Shape> = Pick<
  Operation<O, P, Q, B>,
  'method' | 'path' | 'summary' | 'access' | 'output'
> &
  Partial<Operation<O, P, Q, B>>

/** Several times what any operation takes that carries no mail. */
export const maxBodyBytes = 1024 * 1024

/** Declares an operation; what is left out takes no input and answers 200. Who may call is never left out. */
export function operation<
  O extends z.ZodType,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
>(declared: Declared<O, P, Q, B>): Operation<O, P, Q, B> {
  const empty = nothing as unknown as P & Q & B // the type parameters' defaults say the same
  return { status: 200, maxBodyBytes, params: empty, query: empty, body: empty, ...declared }
}

type Flat<O extends Operation> = z.ZodObject<O['params']['shape'] & O['query']['shape'] & O['body']['shape']>

/** What a handler gets. */
export type InputOf<O extends Operation> = z.output<Flat<O>>
/** What a caller gives. */
export type CallOf<O extends Operation> = z.input<Flat<O>>
/** What a caller gets. */
export type OutputOf<O extends Operation> = z.output<O['output']>

/** The schema of an operation's whole, flat input; unknown fields are an error. */
export function inputSchema(op: Operation): z.ZodObject {
  return z.strictObject({ ...op.params.shape, ...op.query.shape, ...op.body.shape })
}
