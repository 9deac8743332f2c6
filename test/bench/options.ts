import { parseArgs } from 'node:util'
import { binaryNames } from './contenders/binaries.ts'
import type { Scale } from './rows/row.ts'

export type Options = {
  only: string[]
  contenders: string[]
  quick: boolean
  fromSources: boolean
  json: string | undefined
  from: string | undefined
  writeDocs: boolean
  smtpSource: string | undefined
  profile: string | undefined
  binaries: Partial<Record<(typeof binaryNames)[number], string>>
  scale: Scale
}

export const help = `npm run bench -- [options]
  --only ROW,...         only these rows
  --contenders NAME,...  only these contenders
  --quick                tiny amounts, one round, Mayfly and one reference: shows that the bench works, nothing more
  --rounds N             rounds of every row (3)
  --settle SECONDS       how long memory may take to come down (60)
  --from-sources         Mayfly from its sources, even when it is built
  --smtp-source PATH     Postfix's generator, when it is not on the PATH
  --mailpit PATH         the same for --mailhog, --inbucket, --smtp4dev (or MAILPIT=PATH and so on)
  --profile DIR          CPU profiles of Mayfly's threads into DIR
  --json FILE            the results for programs
  --from FILE            show or write results of an earlier run instead of running
  --write-docs           the results into docs/benchmarks.md
`

const full: Scale = {
  rounds: 3,
  messages: 4_000,
  largeMails: 20,
  warmUp: 500,
  connections: 20,
  latencies: 200,
  stored: 10_000,
  largestStore: 1_000_000,
  requests: 200,
  settleMs: 60_000,
  starts: 5,
  held: 1_000,
  listed: 100_000,
  wheelTurns: 300,
}
const quick: Scale = {
  rounds: 1,
  messages: 40,
  largeMails: 1,
  warmUp: 10,
  connections: 4,
  latencies: 5,
  stored: 60,
  largestStore: 100,
  requests: 5,
  settleMs: 50,
  starts: 1,
  held: 10,
  listed: 400,
  wheelTurns: 20,
}

/** Undefined when help was asked for. Throws on what it does not know. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options | undefined {
  const paths = Object.fromEntries(binaryNames.map(name => [name, { type: 'string' as const }]))
  const { values } = parseArgs({ args, options: { ...flags, ...paths }, strict: true })
  if (values.help) return undefined
  const given = values as Record<string, string | undefined>
  const binaries = binaryNames.map(name => [name, given[name] ?? env[name.toUpperCase()]] as const)
  const scale = values.quick ? quick : full
  return {
    only: list(values.only),
    contenders: list(values.contenders),
    quick: values.quick ?? false,
    fromSources: values['from-sources'] ?? false,
    json: values.json,
    from: values.from,
    writeDocs: values['write-docs'] ?? false,
    smtpSource: values['smtp-source'],
    profile: values.profile,
    binaries: Object.fromEntries(binaries.filter(([, path]) => path)),
    scale: {
      ...scale,
      rounds: Number(values.rounds ?? scale.rounds),
      settleMs: values.settle ? Number(values.settle) * 1000 : scale.settleMs,
    },
  }
}

const flags = {
  help: { type: 'boolean' },
  only: { type: 'string' },
  contenders: { type: 'string' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
  settle: { type: 'string' },
  'from-sources': { type: 'boolean' },
  'smtp-source': { type: 'string' },
  profile: { type: 'string' },
  json: { type: 'string' },
  from: { type: 'string' },
  'write-docs': { type: 'boolean' },
} as const

function list(text: string | undefined): string[] {
  return (text ?? '').split(',').filter(name => name !== '')
}
