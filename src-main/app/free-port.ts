import { createServer } from 'node:net'

/** What people know beside the ports that only administrators may open. */
const usualInstead: Readonly<Record<number, number>> = {
  25: 2525,
  80: 8080,
  443: 8443,
  465: 1465,
  587: 1587,
}
/** The ports of a handful of programs side by side. */
const maxTries = 20

/** A port at this address that can be had right now, close to the one that cannot; null when there is none. */
export async function findFreePort(near: number, host: string): Promise<number | null> {
  const first = usualInstead[near] ?? Math.max(near, 1024) + 1
  for (let port = first; port < first + maxTries && port <= 65_535; port++)
    if ((await tryPort(port, host)) !== null) return port
  return tryPort(0, host)
}

function tryPort(port: number, host: string): Promise<number | null> {
  const server = createServer()
  return new Promise(resolve => {
    server.once('error', () => resolve(null))
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? null) : null))
    })
  })
}
