import { Resolver } from 'node:dns/promises'

/** The questions that verifying asks. Rejections carry a `code` as node:dns names them. */
export type Dns = {
  resolveTxt(name: string): Promise<string[][]>
  resolveMx(name: string): Promise<{ priority: number; exchange: string }[]>
}

type Options = {
  /** `address:port`; left out, the system's own. */
  servers?: readonly string[]
  timeoutMs?: number
}

/** A person waits for the answer; a name server that needs longer does not answer at all. */
const answerWithinMs = 5_000

/** DNS as it is, with an end: a question without an answer in time rejects with `ECANCELLED`. */
export function createDns({ servers, timeoutMs = answerWithinMs }: Options = {}): Dns {
  // A resolver for each question: it can be cancelled alone, and knows the name servers that the system has now.
  async function ask<T>(question: (resolver: Resolver) => Promise<T>): Promise<T> {
    const resolver = new Resolver({ timeout: timeoutMs, tries: 2 })
    if (servers) resolver.setServers(servers)
    const timer = setTimeout(() => resolver.cancel(), timeoutMs)
    try {
      return await question(resolver)
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    resolveTxt: name => ask(resolver => resolver.resolveTxt(name)),
    resolveMx: name => ask(resolver => resolver.resolveMx(name)),
  }
}
