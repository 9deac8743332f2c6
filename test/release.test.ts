import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

type Step = { uses?: string; run?: string; if?: string; with?: Record<string, unknown> }
type Job = {
  steps: Step[]
  permissions?: Record<string, string>
  strategy?: { matrix: { include: object[] } }
}
type Workflow = {
  on: { push: { tags: string[] } }
  permissions: Record<string, string>
  jobs: Record<'build' | 'publish', Job>
}

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const workflow = parse(read('.github/workflows/release.yml')) as Workflow
const { build, publish } = workflow.jobs
const steps = [...build.steps, ...publish.steps]
const commands = steps.map(({ run = '' }) => run)

test('a release is made for tags alone', () => {
  expect(workflow.on).toEqual({ push: { tags: ['v*'] } })
})

test('nothing may write but the job that publishes, and that only to releases', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' })
  expect(build.permissions).toBeUndefined()
  expect(publish.permissions).toEqual({ contents: 'write' })
  const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout'))
  for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false })
})

test('every action is pinned to a commit', () => {
  const used = steps.flatMap(({ uses }) => uses ?? [])
  expect(used.length).toBeGreaterThan(4)
  for (const one of used) expect(one).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/)
})

test('every script that it names is there', () => {
  const named = commands.flatMap(run =>
    [...run.matchAll(/npm (?:run (?:--silent )?)?([\w:]+)/g)].map(([, name]) => name!),
  )
  expect(named).toEqual(
    expect.arrayContaining(['ci', 'test', 'check', 'build', 'package', 'test:desktop', 'sbom']),
  )
  for (const name of named.filter(name => name !== 'ci')) expect(Object.keys(scripts)).toContain(name)
})

test('each of three systems is built, tested and started on real Electron', () => {
  const systems = build.strategy!.matrix.include as { name: string }[]
  expect(systems.map(({ name }) => name)).toEqual(['windows', 'macos', 'linux'])
  const desktop = build.steps.filter(({ run }) => run?.includes('test:desktop -- --real'))
  expect(desktop.map(step => [step.if, step.run!.includes('xvfb-run')])).toEqual([
    ["matrix.name == 'linux'", true],
    ["matrix.name != 'linux'", false],
  ])
})

test('what is published says what is in it and what it must hash to', () => {
  const described = commands.find(run => run.includes('sha256sum'))
  expect(described).toMatch(/npm run sbom -- release\/\S+/)
  expect(described).toContain('SHA256SUMS')
  expect(commands.at(-1)).toMatch(/gh release create "\$\{GITHUB_REF_NAME\}" release\/\* --draft/)
})

test('the files by which the app finds updates are taken along', () => {
  const upload = build.steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact'))
  for (const kind of ['exe', 'dmg', 'zip', 'AppImage', 'deb', 'rpm', 'blockmap', 'yml'])
    expect(String(upload?.with?.['path'])).toContain(`dist/*.${kind}`)
  expect(parse(read('electron-builder.yml'))).toMatchObject({
    generateUpdatesFilesForAllChannels: true,
    // Without these two no deb and no rpm can be built.
    extraMetadata: { homepage: expect.stringMatching(/^https:/) },
    linux: { maintainer: expect.stringMatching(/<.+@.+>/) },
  })
})
