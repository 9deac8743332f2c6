import { contract, type OperationName } from './contract.ts'
import type { Operation } from './operation.ts'

/** Where the parts of an operation's flat input travel over HTTP. */
export type Route = Pick<Operation, 'method' | 'path'> & {
  /** Names of the fields that go there. */
  query: string[]
  body: string[]
}

/**
 * What a client needs of the contract to ask for something, as plain data. The window's build works it out beforehand
 * (`electron.vite.config.ts`): the schemas and their library are a sixth of what the first view would fetch.
 */
export const routes = Object.fromEntries(
  Object.entries(contract).map(([name, { method, path, query, body }]): [string, Route] => [
    name,
    { method, path, query: Object.keys(query.shape), body: Object.keys(body.shape) },
  ]),
) as Record<OperationName, Route>
