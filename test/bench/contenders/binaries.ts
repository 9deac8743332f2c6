import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Contender } from './contender.ts'

type Binary = { name: string; work: string; versionArgs: string[] } & Pick<Contender, 'launch' | 'api'>

/** Peers that are one binary, run only when its path is given: `--mailpit PATH` or `MAILPIT`. */
export const binaryNames = ['mailpit', 'mailhog', 'inbucket', 'smtp4dev'] as const

export function createBinary(
  path: string | undefined,
  { name, work, versionArgs, launch, api }: Binary,
): Contender {
  return {
    name,
    work,
    isReference: false,
    isNode: false,
    version: () => (path ? versionOf(path, versionArgs) : 'not run'),
    missing: () => {
      if (!path) return `no binary: give --${name} PATH`
      return existsSync(path) ? undefined : `there is no ${path}`
    },
    launch: place => ({ ...launch(place), command: path ?? name }),
    ...(api ? { api } : {}),
  }
}

function versionOf(path: string, args: string[]): string {
  try {
    return execFileSync(path, args, { encoding: 'utf8', timeout: 5_000 }).trim().split('\n')[0] ?? ''
  } catch {
    return 'unknown version'
  }
}
