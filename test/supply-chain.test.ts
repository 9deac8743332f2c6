import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isAllowed } from '../scripts/licences-table.ts'
import { licenceTexts } from '../scripts/licence-texts.ts'
import { idOf, locked, shippedPackages } from '../scripts/shipped-packages.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const { dependencies, devDependencies, allowScripts } = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'allowScripts',
  Record<string, unknown>
>

test('every package is asked for in one exact version, and the lock file has that', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(locked[`node_modules/${name}`]?.version, name).toBe(version)
  }
})

test('the lock file names no registry, and what each package must hash to', () => {
  const packages = Object.entries(locked).filter(([folder]) => folder !== '')
  expect(packages.length).toBeGreaterThan(100)
  for (const [folder, one] of packages) {
    expect(one.resolved, folder).toBeUndefined()
    expect(one.link, folder).toBeUndefined()
    // What lies inside of another package has that one's.
    if (!one.inBundle) expect(one.integrity, folder).toMatch(/^sha512-/)
  }
})

test('a package that would run a script when it is installed is named, with whether it may', () => {
  const scripts = Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript)
  const names = scripts.map(([folder]) => folder.replace(/^.*node_modules\//, ''))
  const may = Object.entries(allowScripts).filter(([, allowed]) => allowed === true)
  // Node itself, which is what the script unpacks.
  expect(may.map(([name]) => name)).toEqual(['node'])
  for (const name of names) expect(Object.keys(allowScripts), `${name} has an install script`).toContain(name)
})

test('what is in the package is under licences that allow it', () => {
  const packages = shippedPackages()
  expect(packages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['electron', 'fastify', 'vue', 'better-sqlite3', 'smtp-server', 'mailparser']),
  )
  expect(packages.filter(({ license }) => !isAllowed(license))).toEqual([])
})

test('the texts of their licences go along', () => {
  const texts = licenceTexts()
  for (const one of shippedPackages()) expect(texts).toContain(`\n${one.name} ${one.version} (`)
  expect(texts).toContain('Permission is hereby granted, free of charge')
  expect(texts.match(/brings no text|Not on every system/g)?.length ?? 0).toBeLessThan(20)
})

test.each([
  ['MIT', true],
  ['(MIT OR EUPL-1.1+)', true],
  ['MIT AND GPL-3.0', false],
  ['GPL-3.0-only', false],
  ['AGPL-3.0', false],
  ['SSPL-1.0', false],
  ['UNLICENSED', false],
  ['not stated', false],
])('a licence of %s: %s', (license, allowed) => expect(isAllowed(license)).toBe(allowed))

test('the bill of materials has all of it and nothing else', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['scripts/sbom.ts'], { cwd: root, encoding: 'utf8' })
  const bom = JSON.parse(stdout || stderr) as {
    bomFormat: string
    metadata: { component: { name: string } }
    components: { name: string; version: string }[]
  }
  expect([bom.bomFormat, bom.metadata.component.name]).toEqual(['CycloneDX', 'mayfly'])
  const listed = new Set(bom.components.map(idOf))
  expect([...listed].toSorted()).toEqual([...new Set(shippedPackages().map(idOf))].toSorted())
})
