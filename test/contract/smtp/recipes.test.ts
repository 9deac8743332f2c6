import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { injectClient } from '#test/support/api-client.ts'
import { emptyStore } from '#test/support/empty-store.ts'
import { startApp, type TestApp } from '#test/support/start-app.ts'
import { recipes } from '../../../src-renderer/src/features/connect/recipes.ts'

const run = promisify(execFile)
let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(() => app.stop())

const written = (id: string) => recipes.find(recipe => recipe.id === id)!.write('127.0.0.1', app.smtpPort)
const arrived = async () => {
  const { items } = await injectClient(app).call('listMessages', { limit: 1 })
  return items.map(({ subject, address, code }) => ({ subject, address, code }))
}
const expected = [{ subject: 'Hello', address: 'you@mayfly.test', code: '482913' }]

test('each is there once, and names the server that it is written for', () => {
  expect(new Set(recipes.map(({ id }) => id)).size).toBe(recipes.length)
  expect(recipes.length).toBeGreaterThanOrEqual(12)
  for (const { id, write } of recipes.filter(recipe => recipe.id !== 'github-actions')) {
    const text = write('mail.example.test', 2525)
    expect(text, id).toContain('mail.example.test')
    expect(text, id).toContain('2525')
    expect(text, id).not.toContain('undefined')
  }
})

test('what is copied for Node sends a mail', async () => {
  // Beside this file, so that it finds the library.
  const script = join(import.meta.dirname, `recipe-${process.pid}.mjs`)
  writeFileSync(script, written('node'))
  try {
    await run(process.execPath, [script])
  } finally {
    rmSync(script)
  }
  expect(await arrived()).toEqual(expected)
})

test('what is copied for Python sends a mail', async () => {
  await emptyStore(injectClient(app))
  await run('python3', ['-c', written('python')])
  expect(await arrived()).toEqual(expected)
})
