import type { Diagnostics } from '#shared/api/diagnostics.ts'

/** What there is to report; everything is plain data, gathered by whoever has it. */
export type Facts = {
  /** Of the program and what it runs on. */
  about: Record<string, unknown>
  /** Options as they are in force, without secrets. */
  options: Record<string, unknown>
  /** Settings as they are; undefined where nobody could be asked. */
  settings: Record<string, unknown> | undefined
  /** Ports, problems, counts; undefined where nobody could be asked. */
  state: Record<string, unknown> | undefined
  logLines: string[]
}

const readMe = `This is a report about a Mayfly, for somebody who helps with it.

about.json     versions of Mayfly, of what it runs on, and of the system
options.json   how it was started
settings.json  what was chosen in the settings; of lists and texts only whether there are any
state.json     which ports are open, what is wrong, how much there is
log.txt        the last lines of the log

There is no mail in it, no address, no name, no key and no password: they were taken out or never put in. Read it
before you send it all the same.
`

/** The files of the report. Texts go through `scrub`, so that what slipped into a message of an error is not in them. */
export function writeReport(
  { about, options, settings, state, logLines }: Facts,
  scrub: (text: string) => string,
): Diagnostics {
  const json = (value: unknown) => `${scrub(JSON.stringify(value, null, 2))}\n`
  return {
    files: [
      { name: 'README.txt', text: readMe },
      { name: 'about.json', text: json(about) },
      { name: 'options.json', text: json(options) },
      ...(settings ? [{ name: 'settings.json', text: json(withoutTexts(settings)) }] : []),
      ...(state ? [{ name: 'state.json', text: json(state) }] : []),
      {
        name: 'log.txt',
        text: logLines.length === 0 ? 'The log is empty.\n' : scrub(`${logLines.join('\n')}\n`),
      },
    ],
  }
}

/** A choice of several is told, and so are numbers and switches. Of what somebody typed in, only that it is there. */
const choices = new Set(['unknownRecipients', 'routing', 'smtp.auth'])

function withoutTexts(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, choices.has(name) ? value : shapeOf(value)]),
  )
}

function shapeOf(value: unknown): unknown {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return `${value.length} in a list`
  return typeof value === 'string' && value === '' ? 'empty' : 'set'
}
