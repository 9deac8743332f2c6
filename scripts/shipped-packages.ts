// What of node_modules is in the package: what the sources import, and what that needs, from the lock file.
import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'

type Locked = {
  version: string
  license?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  hasInstallScript?: boolean
  resolved?: string
  link?: boolean
  integrity?: string
  inBundle?: boolean
}
export type Package = { name: string; version: string; license: string; folder: string }

const root = join(import.meta.dirname, '..')

/** The lock file's packages, by their folder. */
export const locked = (
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
).packages

/** Every package that somebody gets who installs Mayfly, by name and version. Electron itself is one. */
export function shippedPackages(): Package[] {
  const folders = new Set<string>()
  const waiting = importedPackages().map(name => `node_modules/${name}`)
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (folders.has(folder)) continue
    folders.add(folder)
    // Electron's own are for downloading it.
    if (folder === 'node_modules/electron') continue
    const { dependencies, optionalDependencies } = locked[folder]!
    const needed = Object.keys({ ...dependencies, ...optionalDependencies })
    waiting.push(...needed.flatMap(name => findFrom(folder, name) ?? []))
  }
  const packages = [...folders].map(folder => toPackage(folder, locked[folder]!))
  return packages.toSorted((one, other) => idOf(one).localeCompare(idOf(other), 'en'))
}

export const idOf = ({ name, version }: Pick<Package, 'name' | 'version'>): string => `${name}@${version}`

function toPackage(folder: string, { version, license }: Locked): Package {
  return {
    name: folder.replace(/^.*node_modules\//, ''),
    version,
    license: license ?? 'not stated',
    folder: join(root, folder),
  }
}

/** As Node looks for it: beside the package, then in each folder above. */
function findFrom(folder: string, name: string): string | undefined {
  for (let at = folder; ; at = at.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    const found = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (found in locked) return found
    if (at === '') return undefined
  }
}

/** What the sources name; tests and scripts are not in the package. */
function importedPackages(): string[] {
  const files = globSync('src-{main,preload,renderer,shared}/**/*.{ts,vue,css}', { cwd: root })
  const names = files
    .filter(file => !/\.test\.ts$/.test(file))
    .flatMap(file => importsOf(readFileSync(join(root, file), 'utf8')))
    .map(path =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    )
    .filter(name => `node_modules/${name}` in locked && !builtinModules.includes(name))
  return [...new Set(names)]
}

/** Of types too, which is more than there is, never less. */
function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:from|import|@import|require\()\s*\(?\s*['"]([^'".#][^'"]*)['"]/g)].map(
    ([, path]) => path!,
  )
}
