// What `npm start` and `npm test` need before anything of ours can run: runs on any Node from 20 up, without dependencies.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'

/** The Node 24 that the project brings along: better-sqlite3 needs it, whatever the machine has. */
export const node24 = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** Installs dependencies when they are missing or older than the lock file. Standard output stays clean. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.package-lock.json')
  const lock = join(root, 'package-lock.json')
  if (existsSync(node24) && existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs) return
  process.stderr.write('Installing dependencies …\n')
  run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { shell: windows })
}

/** Builds when a source is newer than the last build. */
export function ensureBuilt() {
  const stamp = join(root, 'out', '.built')
  const sources = [
    'src-main',
    'src-preload',
    'src-renderer',
    'src-shared',
    'electron.vite.config.ts',
    'package-lock.json',
  ]
  const newest = Math.max(...sources.map(source => newestChange(join(root, source))))
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return
  process.stderr.write('Building …\n')
  run(node24, [
    join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build',
    '--logLevel',
    'warn',
  ])
  writeFileSync(stamp, '')
}

/** The Electron binary, downloaded on first use; undefined when it cannot be had. */
export function findElectron() {
  const folder = join(root, 'node_modules', 'electron')
  const path = () => {
    const file = join(folder, 'path.txt')
    const binary = existsSync(file) ? join(folder, 'dist', readFileSync(file, 'utf8')) : undefined
    return binary && existsSync(binary) ? binary : undefined
  }
  if (!path() && existsSync(join(folder, 'install.js'))) {
    spawnSync(node24, [join(folder, 'install.js')], {
      cwd: root,
      stdio: 'ignore',
      timeout: downloadTimeoutMs,
    })
  }
  return path()
}

/** A slow line gets this long for the download of some 100 MB; an unreachable one fails at once. */
const downloadTimeoutMs = 10 * 60_000

function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    ...options,
  })
  if (status === 0) return
  process.stderr.write(
    `"${command} ${args.join(' ')}" failed: ${error?.message ?? signal ?? `exit code ${status}`}\n`,
  )
  process.exit(1)
}

function newestChange(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map(name => newestChange(join(path, name))))
}
