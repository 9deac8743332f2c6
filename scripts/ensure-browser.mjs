// The end-to-end tests need a Chromium: one that is there, Playwright's own, or, as root on Debian, the system's package.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from './setup.mjs'

/** Where a Chromium is, in the order of preference. `MAYFLY_CHROMIUM` names another. */
export function findBrowser() {
  const known = [
    process.env.MAYFLY_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    playwrightBrowser(),
  ]
  return known.find(path => path && existsSync(path))
}

export function ensureBrowser() {
  if (findBrowser()) return
  process.stderr.write('Installing a browser for the end-to-end tests …\n')
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    // Debian's package first: Playwright's download needs libraries of the system as well.
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  }
  if (!findBrowser())
    run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'])
  if (findBrowser()) return
  process.stderr.write('No browser could be installed. Install Chromium, or name one in MAYFLY_CHROMIUM.\n')
  process.exit(1)
}

function playwrightBrowser() {
  try {
    return createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  } catch {
    return undefined // not installed yet, or unknown on this system
  }
}

function run(command, args) {
  spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
