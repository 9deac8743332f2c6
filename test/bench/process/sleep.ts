/** For what only time brings: memory that is given back, a server that settles. */
export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
