// `npm run docs:screenshots`: after a test run, takes the pictures that the README shows into the docs.
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const target = join(root, 'docs', 'screenshots')
mkdirSync(target, { recursive: true })
for (const name of ['inbox-light.png', 'inbox-dark.png', 'phone-light.png', 'empty-inbox-light.png']) {
  copyFileSync(join(root, 'out', 'screenshots', name), join(target, name))
}
