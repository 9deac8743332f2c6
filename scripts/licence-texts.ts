import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shippedPackages, type Package } from './shipped-packages.ts'

const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i
const line = '-'.repeat(78)

/** The licences of everything that is in the package, each with its text: they ask to be kept with it. */
export function licenceTexts(): string {
  const parts = shippedPackages().map(
    one => `${line}\n${one.name} ${one.version} (${one.license})\n${line}\n\n${textOf(one)}`,
  )
  return `Mayfly contains the following software of others.\n\n${parts.join('\n\n')}\n`
}

/** Some packages name their licence and bring no text of it. */
function textOf({ folder, license }: Package): string {
  if (!existsSync(folder)) return `Not on every system. Its licence is ${license}.`
  const files = readdirSync(folder)
    .filter(name => licenceFile.test(name))
    .toSorted()
  if (files.length === 0) return `The package brings no text. Its licence is ${license}.`
  return files.map(name => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}
