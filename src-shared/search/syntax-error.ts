import type { Located } from './ast.ts'

/** Thrown inside the parser only; `parseSearch` turns it into a result. */
export class SearchSyntaxError extends Error {
  readonly at: Located

  constructor(at: Located, message: string) {
    super(message)
    this.at = { position: at.position, length: at.length }
  }
}

export function fail(at: Located, message: string): never {
  throw new SearchSyntaxError(at, message)
}
