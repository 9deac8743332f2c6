// `npm run docs:screenshots`: after a test run, takes the pictures that the docs show into the docs.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const target = join(root, 'docs', 'screenshots')
mkdirSync(target, { recursive: true })
const pages = ['README.md', 'docs/gallery.md'].map(page => readFileSync(join(root, page), 'utf8'))
const names = new Set(pages.join().match(/(?<=screenshots\/)[\w-]+\.png/g))
for (const name of names) copyFileSync(join(root, 'out', 'screenshots', name), join(target, name))
process.stdout.write(`${names.size} pictures\n`)
