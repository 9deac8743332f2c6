import type { MailSet, Result } from './fixtures.ts'
import { tally, type Score } from './tally.ts'

/** The figures of every set. Misses are listed for tuned mails only, so that nobody tunes on the others by accident. */
export function printReport(sets: MailSet[]): string[] {
  const tables = sets.flatMap(set => table(set.name, set.results))
  return [...tables, ...sets.flatMap(set => set.results.filter(result => !result.heldOut).flatMap(misses))]
}

function table(title: string, results: Result[]): string[] {
  const languages = [...new Set(results.map(result => result.language))]
  const rows = languages.map(language =>
    row(
      language,
      results.filter(result => result.language === language),
    ),
  )
  const head = 'language   mails | codes: want found  prec   rec  top1 | links: want found  prec   rec'
  return [`\n${title}`, head, ...rows, row('all', results)]
}

function row(label: string, results: Result[]): string {
  const { mails, codes, links, top1 } = tally(results)
  return `${label.padEnd(10)} ${String(mails).padStart(5)} | ${cells(codes)} ${percent(top1)} | ${cells(links)}`
}

function cells({ expected, found, precision, recall }: Score): string {
  return `${String(expected).padStart(11)} ${String(found).padStart(5)} ${percent(precision)} ${percent(recall)}`
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)}`.padStart(5)
}

function misses({ file: label, codes, foundCodes, actionLinks, foundLinks }: Result): string[] {
  return [
    ...(codes.join() === foundCodes.join()
      ? []
      : [`${label}: codes wanted [${codes}] found [${foundCodes}]`]),
    ...(actionLinks.join() === foundLinks.join()
      ? []
      : [`${label}: links wanted [${actionLinks}] found [${foundLinks}]`]),
  ]
}
