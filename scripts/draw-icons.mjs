// `npm run icons`: draws resources/*.png from their SVG files. What it writes is committed; the build only reads it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './setup.mjs'

const resources = join(root, 'resources')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const page = await browser.newPage()

await draw('icon.svg', 1024, 'icon.png')
for (const [name, color] of [
  // macOS colours a template itself; elsewhere the tray is light or dark, and one green is seen on both.
  ['trayTemplate', '#000'],
  ['tray', '#1f9d8a'],
]) {
  for (const [scale, suffix] of [
    [1, ''],
    [2, '@2x'],
  ]) {
    await draw(
      'tray/tray.svg',
      16 * scale,
      `tray/${name}${suffix}.png`,
      `color:${color}`,
      '#unread{display:none}',
    )
    await draw('tray/tray.svg', 16 * scale, `tray/${unread(name)}${suffix}.png`, `color:${color}`)
  }
}
// Windows lays it over the icon in the taskbar.
await draw('badge/unread.svg', 32, 'badge/unread.png')
await browser.close()

/** "Template" has to stay the end of the name: macOS knows it by that. */
function unread(name) {
  return name.endsWith('Template') ? 'trayUnreadTemplate' : `${name}Unread`
}

async function draw(svg, size, png, style = '', rules = '') {
  const source = readFileSync(join(resources, svg), 'utf8')
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<style>body{margin:0;${style}}svg{display:block;width:${size}px;height:${size}px}${rules}</style>${source}`,
  )
  writeFileSync(join(resources, png), await page.screenshot({ omitBackground: true }))
}
