import { readFileSync } from 'node:fs'

const folder = new URL('../fixtures/hostile/', import.meta.url)

/** Tells the page that a script of a mail ran; without quotes that could end an attribute. */
export const run = 'top.postMessage(`owned`,`*`)'

/** The ways of a file of `fixtures/hostile`, ready to be sent. */
export function hostileWays(name: string): string[] {
  return readFileSync(new URL(`${name}.txt`, folder), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line =>
      line
        .replaceAll('RUN', run)
        .replaceAll('TRAP', 'http://trap.test')
        .replaceAll('OPEN', 'http://open.test/opened'),
    )
}
