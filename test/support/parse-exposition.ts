/** One line with a value: `name{label="x"} 1`. */
export type ParsedSample = { name: string; labels: Record<string, string>; value: number }

const sampleLine = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/i
const labelPair = /([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/giy

/** Reads Prometheus' text format strictly, by its specification and not by what writes it here. Throws where it is broken. */
export function parseExposition(text: string) {
  if (!text.endsWith('\n')) throw new Error('The last line does not end')
  const types = new Map<string, string>()
  const helps = new Set<string>()
  const samples: ParsedSample[] = []
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') helps.add(once(helps, name!))
    else if (kind === 'TYPE') types.set(once(new Set(types.keys()), name!), rest!)
    else samples.push(parseSample(line))
  }
  for (const { name } of samples) if (!familyOf(name, types)) throw new Error(`${name} has no type`)
  return { types, helps, samples }
}

/** The value with just these labels among others; 0 when there is no such line. */
export function valueOf(text: string, name: string, labels: Record<string, string> = {}): number {
  const fits = (sample: ParsedSample) =>
    sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value)
  return parseExposition(text)
    .samples.filter(fits)
    .reduce((sum, { value }) => sum + value, 0)
}

function parseSample(line: string): ParsedSample {
  const [, name, pairs = '', number] = sampleLine.exec(line) ?? []
  const value = number === '+Inf' ? Infinity : Number(number)
  if (name === undefined || Number.isNaN(value)) throw new Error(`Not a sample: ${line}`)
  const found = [...pairs.matchAll(labelPair)]
  if (found.map(([all]) => all).join('') !== pairs) throw new Error(`Broken labels: ${line}`)
  return {
    name,
    value,
    labels: Object.fromEntries(found.map(([, label, text]) => [label!, unescape(text!)])),
  }
}

function familyOf(name: string, types: Map<string, string>): string | undefined {
  const plain = name.replace(/_(bucket|sum|count)$/, '')
  return types.has(name) ? types.get(name) : types.get(plain) === 'histogram' ? 'histogram' : undefined
}

function once(seen: ReadonlySet<string>, name: string): string {
  if (seen.has(name)) throw new Error(`${name} is declared twice`)
  return name
}

const unescape = (text: string): string =>
  text.replace(/\\([\\"n])/g, (_, character: string) => (character === 'n' ? '\n' : character))
