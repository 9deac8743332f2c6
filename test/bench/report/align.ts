/** Columns of equal width, as the formatter wants them. */
export function align(cells: string[][], numbersFrom = 1): string[] {
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(3, ...cells.map(row => (row[column] ?? '').length)),
  )
  const line = (row: string[]) =>
    `| ${widths.map((width, column) => (column < numbersFrom ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column < numbersFrom ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  const [head = [], ...rest] = cells
  return [line(head), `| ${rule.join(' | ')} |`, ...rest.map(line)]
}
