import { readFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { join } from 'node:path'
import ts from 'typescript'

/** Everything that the entries import, directly or not, and what of it cannot be found from where it is asked for. */
export function findImports(entries: string[]): { files: string[]; missing: string[] } {
  const files = new Set<string>()
  const missing: string[] = []
  const queue = [...entries]
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (files.has(file)) continue
    files.add(file)
    if (!/\.[cm]?js$/.test(file)) continue
    for (const name of importsOf(file)) {
      const found = resolveFrom(file, name)
      if (found) queue.push(found)
      else missing.push(`${name} in ${file}`)
    }
  }
  return { files: [...files], missing }
}

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true)
  const scripts = [...readFileSync(file, 'utf8').matchAll(/new URL\("(\.[^"]+\.js)", import\.meta\.url\)/g)]
  return [...importedFiles.map(({ fileName }) => fileName), ...scripts.map(([, name]) => name!)].filter(
    name => name !== 'electron' && !isBuiltin(name),
  )
}

function resolveFrom(file: string, name: string): string | undefined {
  try {
    return createRequire(file).resolve(name.startsWith('.') ? join(file, '..', name) : name)
  } catch {
    return undefined
  }
}
