import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { afterEach, expect, test } from 'vitest'
import { temporaryFolder } from './support/start-app.ts'

const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: IFlattenedRuleSet['forbidden']
}
const folder = temporaryFolder()
afterEach(() => rmSync(folder.path, { recursive: true, force: true }))

/** Each plants one import that must not be, and names the rule that must catch it. */
const violations = {
  'a feature reaching into another': [
    'features-know-storage-and-events',
    'src-main/messages/a.ts',
    'src-main/mailboxes/b.ts',
  ],
  'a feature reaching up to an adapter': [
    'features-know-storage-and-events',
    'src-main/settings/a.ts',
    'src-main/http/b.ts',
  ],
  'an adapter reaching into its sibling': [
    'adapters-know-no-sibling',
    'src-main/smtp/a.ts',
    'src-main/http/b.ts',
  ],
  'an emulated service reaching into another': [
    'adapters-know-no-sibling',
    'src-main/compat/dustmail/a.ts',
    'src-main/compat/momail/b.ts',
  ],
  'an emulated service reaching into HTTP': [
    'adapters-know-no-sibling',
    'src-main/compat/dustmail/a.ts',
    'src-main/http/b.ts',
  ],
  'an emulated service reaching past the operations': [
    'emulations-know-the-door',
    'src-main/compat/dustmail/a.ts',
    'src-main/mailboxes/b.ts',
  ],
  'what emulated services share reaching past the operations': [
    'emulations-know-the-door',
    'src-main/compat/a.ts',
    'src-main/storage/b.ts',
  ],
  'what emulated services share reaching into one': [
    'emulations-share-what-knows-none-of-them',
    'src-main/compat/a.ts',
    'src-main/compat/dustmail/b.ts',
  ],
  'a provider reaching into another': [
    'adapters-know-no-sibling',
    'src-main/providers/dustmail/a.ts',
    'src-main/providers/momail/b.ts',
  ],
  'a provider reaching into a feature': [
    'providers-know-nothing-of-here',
    'src-main/providers/dustmail/a.ts',
    'src-main/storage/b.ts',
  ],
  'a provider reaching into our emulation': [
    'providers-know-nothing-of-here',
    'src-main/providers/a.ts',
    'src-main/compat/dustmail/b.ts',
  ],
  'a feature reaching past the port of providers': [
    'features-know-storage-and-events',
    'src-main/remotes/a.ts',
    'src-main/providers/dustmail/b.ts',
  ],
  'storage reaching up to a feature': [
    'storage-and-events-know-no-feature',
    'src-main/storage/a.ts',
    'src-main/messages/b.ts',
  ],
  'the way out reaching up to a feature': [
    'storage-and-events-know-no-feature',
    'src-main/outbound/a.ts',
    'src-main/webhooks/b.ts',
  ],
  'what is shared reaching up to a feature': [
    'storage-and-events-know-no-feature',
    'src-main/rates/a.ts',
    'src-main/owner/b.ts',
  ],
  'a feature reaching the outside by itself': [
    'features-know-storage-and-events',
    'src-main/webhooks/a.ts',
    'src-main/outbound/b.ts',
  ],
  'a feature reaching up to the app': ['only-shells-know-app', 'src-main/api/a.ts', 'src-main/app/b.ts'],
  'definitions reaching into the program': [
    'shared-knows-zod-only',
    'src-shared/a.ts',
    'src-main/messages/b.ts',
  ],
  'the window reaching into the program': [
    'renderer-is-a-browser',
    'src-renderer/src/a.ts',
    'src-main/messages/b.ts',
  ],
  'a control reaching up to a feature': [
    'ui-knows-ui',
    'src-renderer/src/ui/a.ts',
    'src-renderer/src/features/b.ts',
  ],
} as const

test.each(Object.entries(violations))('%s is caught', async (_title, [rule, from, to]) => {
  plant(to, 'export const b = 1')
  plant(from, `import { b } from '${relative(from, to)}'\nexport const a = b`)
  expect(await violatedRules()).toContain(rule)
})

test('a module of the system in the window is caught', async () => {
  plant('src-renderer/src/a.ts', "import { join } from 'node:path'\nexport const a = join('a')")
  expect(await violatedRules()).toContain('renderer-without-node')
})

test('a circle of imports is caught', async () => {
  plant('src-main/messages/a.ts', "import { b } from './b.ts'\nexport const a = () => b")
  plant('src-main/messages/b.ts', "import { a } from './a.ts'\nexport const b = () => a")
  expect(await violatedRules()).toContain('no-cycles')
})

test('what the rule allows is let through', async () => {
  plant('src-main/storage/b.ts', 'export const b = 1')
  plant('src-main/messages/a.ts', "import { b } from '../storage/b.ts'\nexport const a = b")
  plant('src-main/rates/b.ts', 'export const b = 1')
  plant('src-main/owner/a.ts', "import { b } from '../rates/b.ts'\nexport const a = b")
  plant('src-main/compat/b.ts', 'export const b = 1')
  plant('src-main/compat/dustmail/a.ts', "import { b } from '../b.ts'\nexport const a = b")
  expect(await violatedRules()).toEqual([])
})

async function violatedRules(): Promise<string[]> {
  const options: ICruiseOptions = {
    baseDir: folder.path,
    ruleSet: { forbidden: forbidden ?? [] },
    validate: true,
    tsPreCompilationDeps: true,
  }
  const { output } = await cruise(['.'], options)
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name)
}

function plant(path: string, source: string): void {
  const file = join(folder.path, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, source)
}

function relative(from: string, to: string): string {
  return `${'../'.repeat(dirname(from).split('/').length)}${to}`
}
