import { contract } from '#shared/api/contract.ts'
import { errorStatus } from '#shared/api/errors.ts'
import type { Operation } from '#shared/api/operation.ts'
import { searchOperators } from '#shared/search/operators.ts'
import { builtInPlans, noLimits } from '#main/accounts/plans.ts'
import { optionsTable } from '#main/config/help.ts'
import { abilitiesTable, remoteLimitsTable } from './remote-tables.ts'
import { services, simulateDay, usages } from './simulate-polling.ts'
import { licencesTable } from '../../scripts/licences-table.ts'
import { allBounds } from './bounds.ts'

export const docsFolder = new URL('../../docs/', import.meta.url)

/** Tables of the docs that are made from what the code declares, so that they cannot drift. */
export const docTables = [
  { file: 'configuration.md', name: 'options', table: optionsTable() },
  { file: 'api.md', name: 'operations', table: operationsTable() },
  { file: 'api.md', name: 'errors', table: errorsTable() },
  { file: 'limits.md', name: 'plans', table: plansTable() },
  { file: 'remote-services.md', name: 'abilities', table: abilitiesTable() },
  { file: 'remote-services.md', name: 'remote-limits', table: remoteLimitsTable() },
  { file: 'search.md', name: 'operators', table: operatorsTable() },
  { file: 'remotes.md', name: 'polling', table: pollingTable() },
  { file: 'licences.md', name: 'packages', table: licencesTable() },
  { file: 'bounds.md', name: 'bounds', table: boundsTable() },
]

/** The document with the text between the markers of that name replaced. */
export function withTable(document: string, name: string, table: string): string {
  const [start, end] = [`<!-- ${name}: made from the code, see CONTRIBUTING -->`, `<!-- end of ${name} -->`]
  const from = document.indexOf(start)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The markers of "${name}" are missing`)
  return `${document.slice(0, from + start.length)}\n\n${table}\n\n${document.slice(to)}`
}

function operationsTable(): string {
  const rows = Object.values<Operation>(contract).map(
    ({ method, path, summary }) => `| \`${method}\` | \`${path}\` | ${summary} |`,
  )
  return ['| method | path | what it does |', '| --- | --- | --- |', ...rows].join('\n')
}

function errorsTable(): string {
  const rows = Object.entries(errorStatus).map(([code, status]) => `| \`${code}\` | ${status} |`)
  return ['| `error` | status |', '| --- | --- |', ...rows].join('\n')
}

function plansTable(): string {
  const fields = Object.keys(noLimits) as (keyof typeof noLimits)[] // its own keys
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  const rows = builtInPlans.map(plan =>
    line([`\`${plan.id}\``, ...fields.map(field => plan[field]?.toLocaleString('en') ?? '')]),
  )
  const heads = ['plan', ...fields.map(field => `\`${field}\``)]
  return [line(heads), line(heads.map(() => '---')), ...rows].join('\n')
}

function pollingTable(): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`
  const minutes = (ms: number) => Math.ceil(ms / 60_000).toLocaleString('en')
  const rows = services.flatMap(service =>
    usages.map(usage => {
      const { calls, worstDelayMs } = simulateDay(service, usage)
      const allowed = service.perDay ?? service.limits.callsPerDay!
      const of = allowed === Infinity ? 'any' : allowed.toLocaleString('en')
      return line([service.name, usage.name, `${calls.toLocaleString('en')} of ${of}`, minutes(worstDelayMs)])
    }),
  )
  const heads = ['plan', 'what goes on', 'calls in a day', 'longest until a mail is here, minutes']
  return [line(heads), line(heads.map(() => '---')), ...rows].join('\n')
}

function operatorsTable(): string {
  const rows = searchOperators.map(
    ({ name, example, description }) => `| \`${name}\` | \`${example}\` | ${description} |`,
  )
  return ['| operator | example | finds |', '| --- | --- | --- |', ...rows].join('\n')
}

function boundsTable(): string {
  const areas = [...new Set(allBounds.map(({ area }) => area))]
  const rows = areas.flatMap(area => [
    `| **${area}** | | |`,
    ...allBounds
      .filter(bound => bound.area === area)
      .map(
        ({ what, most, unit, beyond }) =>
          `| ${what} | ${most.toLocaleString('en')}${unit ? ` ${unit}` : ''} | ${beyond} |`,
      ),
  ])
  return ['| how much | at most | beyond that |', '| --- | --- | --- |', ...rows].join('\n')
}
