// `npm run sbom [FILE]`: what is in the package as CycloneDX, by npm's own `npm sbom`; works without a network.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { idOf, shippedPackages } from './shipped-packages.ts'

type Component = { 'bom-ref': string; name: string; version: string }
type Bom = {
  metadata: { component: Component & { type: string } }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

const windows = process.platform === 'win32'
const { status, stdout, stderr } = spawnSync(
  windows ? 'npm.cmd' : 'npm',
  ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'],
  {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 64 * 1024 * 1024,
  },
)
if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`)

const all = JSON.parse(stdout) as Bom // as npm documents it
const shipped = new Set(shippedPackages().map(idOf))
const self = all.metadata.component['bom-ref']
const isIn = (ref: string) => ref === self || shipped.has(ref)
const text = JSON.stringify(
  {
    ...all,
    metadata: {
      ...all.metadata,
      component: { ...all.metadata.component, type: 'application', name: 'mayfly' },
    },
    components: all.components.filter(component => shipped.has(idOf(component))),
    dependencies: all.dependencies
      .filter(({ ref }) => isIn(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn?.filter(isIn) ?? [] })),
  },
  null,
  2,
)
const [file] = process.argv.slice(2)
if (file === undefined) process.stdout.write(`${text}\n`)
else writeFileSync(file, `${text}\n`)
