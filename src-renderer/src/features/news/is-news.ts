/** Whether somebody who saw one version last is to be told of another: not who is new here, nor who went back. */
export function isNews(seen: string | null, version: string): boolean {
  return seen !== null && compare(version, seen) > 0
}

/** By their numbers; what is tried first comes before what is finished. */
function compare(one: string, other: string): number {
  const [a, b] = [one, other].map(split)
  for (const at of [0, 1, 2]) {
    const difference = (a!.numbers[at] ?? 0) - (b!.numbers[at] ?? 0)
    if (difference !== 0) return difference
  }
  if (a!.rest === b!.rest) return 0
  if (a!.rest === '' || b!.rest === '') return a!.rest === '' ? 1 : -1
  return a!.rest.localeCompare(b!.rest, 'en', { numeric: true })
}

function split(version: string): { numbers: number[]; rest: string } {
  const [core = '', ...rest] = version.split('-')
  return { numbers: core.split('.').map(Number), rest: rest.join('-') }
}
