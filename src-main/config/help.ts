import { optionNames, variableOf } from './load-config.ts'
import { options, type OptionName } from './schema.ts'

/** The text of `--help`. */
export function helpText(): string {
  const rows = optionNames.map(
    name => [flagOf(name), `${options[name].description}${defaultOf(name)}`] as const,
  )
  const width = Math.max(...rows.map(([flag]) => flag.length))
  return [
    'Mayfly: disposable mailboxes on your own machine.',
    '',
    'Usage: mayfly serve [options]',
    '       mayfly password [--remove] [options]   sets the password of the owner, or removes it',
    '       mayfly backup FILE [options]           copies the store to a file, also while Mayfly runs',
    '       mayfly recover [options]               saves what can be read of a damaged store, and keeps that',
    '       mayfly import FILE... [--mailbox ADDRESS] [options]   gives mail to the Mayfly that runs,',
    '                                                             when it has no password',
    '       mayfly diagnostics [FILE] [options]    a report for whoever helps, to be read before it is sent',
    '',
    ...rows.map(([flag, text]) => `  ${flag.padEnd(width)}  ${text}`),
    '',
    'Every option can also be given as a variable (MAYFLY_SMTP_PORT=2525) or in the file of --config.',
    'Arguments win over variables, variables over the file.',
  ].join('\n')
}

/** The option table of the docs, in Markdown. */
export function optionsTable(): string {
  const rows = optionNames.map(
    name =>
      `| \`${flagOf(name)}\` | \`${variableOf(name)}\` | ${shownDefault(name)} | ${options[name].description} |`,
  )
  return ['| option | variable | default | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

function flagOf(name: OptionName): string {
  const { value } = options[name]
  if (value !== null) return `--${name} ${value}`
  return options[name].default === true ? `--no-${name}` : `--${name}`
}

function defaultOf(name: OptionName): string {
  const { default: value } = options[name]
  return value === null || typeof value === 'boolean' || typeof value === 'object'
    ? ''
    : ` (${String(value)})`
}

function shownDefault(name: OptionName): string {
  const { default: value } = options[name]
  return value === null || typeof value === 'object'
    ? ''
    : value === false
      ? 'off'
      : value === true
        ? 'on'
        : `\`${String(value)}\``
}
