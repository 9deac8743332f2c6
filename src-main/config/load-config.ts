import { parseArgs } from 'node:util'
import { ConfigError } from './config-error.ts'
import { defaultDataDir } from './default-data-dir.ts'
import { readCertificates } from './read-certificates.ts'
import { options, type Config, type Given, type Option, type OptionName } from './schema.ts'

type Sources = {
  argv: string[]
  env: Record<string, string | undefined>
  platform: NodeJS.Platform
  /** Reads the file of `--config`, and the one of `--extra-ca`. */
  readFile: (path: string) => string
  /** Takes the place of the usual data directory where none is named. */
  chosenDataDir?: string | undefined
}

type Values = Partial<Record<OptionName, unknown>>

/** Defaults, then variables of the system (HTTPS_PROXY), the file, then the environment, then arguments. Throws ConfigError. */
export function loadConfig({ argv, env, platform, readFile, chosenDataDir }: Sources): Config {
  const fromArguments = readArguments(argv)
  const fromEnvironment = readEnvironment(env)
  const file = fromArguments.config ?? fromEnvironment.config
  const fromFile = file === undefined ? {} : readConfigFile(String(file), readFile)
  const values = { ...readSystem(env), ...fromFile, ...fromEnvironment, ...fromArguments }
  const given = {
    ...namesOf(fromFile, () => ({ kind: 'file', name: String(file) })),
    ...namesOf(fromEnvironment, name => ({ kind: 'variable', name: variableOf(name) })),
    ...namesOf(fromArguments, name => ({ kind: 'argument', name: `--${name}` })),
  }
  const read = <T>(name: OptionName) => check(name, values[name] ?? options[name].default) as T
  return Object.freeze({
    given,
    smtpPort: read<number>('smtp-port'),
    smtpsPort: read<number | null>('smtps-port'),
    httpPort: read<number>('http-port'),
    host: read<string>('host'),
    allowHost: read<string[]>('allow-host'),
    compatHost: read<Config['compatHost']>('compat-host'),
    minutemailPlainErrors: read<boolean>('minutemail-plain-errors'),
    passwordFile: read<string | null>('password-file'),
    secretsPassphraseFile: read<string | null>('secrets-passphrase-file'),
    proxy: read<string | null>('proxy'),
    proxyExcept: read<string[]>('proxy-except'),
    extraCa: readCertificates(read<string | null>('extra-ca'), readFile),
    dataDir:
      values['data-dir'] === undefined
        ? (chosenDataDir ?? defaultDataDir(env, platform))
        : read<string>('data-dir'),
    starttls: read<boolean>('starttls'),
    headless: read<boolean>('headless'),
    open: read<boolean>('open'),
    logLevel: read<Config['logLevel']>('log-level'),
    readyJson: read<boolean>('ready-json'),
  })
}

export const optionNames = Object.keys(options) as OptionName[]

/** `smtp-port` is `MAYFLY_SMTP_PORT`. */
export function variableOf(name: OptionName): string {
  return `MAYFLY_${name.toUpperCase().replaceAll('-', '_')}`
}

function namesOf(values: Values, tell: (name: OptionName) => Given): Config['given'] {
  const names = Object.keys(values) as OptionName[] // of options, as checked
  return Object.fromEntries(names.map(name => [name, tell(name)]))
}

function readArguments(argv: string[]): Values {
  const flags = optionNames.map(
    name => [name, { type: options[name].value === null ? 'boolean' : 'string' }] as const,
  )
  try {
    return parseArgs({ args: argv, options: Object.fromEntries(flags), allowNegative: true, strict: true })
      .values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new ConfigError(`${reason}. See --help.`)
  }
}

function readEnvironment(env: Sources['env']): Values {
  const given = optionNames.map(name => [name, env[variableOf(name)]] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''))
}

/** Variables that are not ours may hold what means nothing to us, such as a proxy of another kind. */
function readSystem(env: Sources['env']): Values {
  const found = optionNames.map(name => {
    const { also = [], schema }: Option = options[name]
    const value = also.map(variable => env[variable]).find(text => text !== undefined && text !== '')
    return [name, schema.safeParse(value).success ? value : undefined] as const
  })
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

function readConfigFile(path: string, readFile: Sources['readFile']): Values {
  let values: unknown
  try {
    values = JSON.parse(readFile(path))
  } catch (error) {
    throw new ConfigError(
      `The config file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new ConfigError(
      `The config file ${path} must hold one JSON object, for example {"smtp-port": 2525}.`,
    )
  }
  const unknown = Object.keys(values).find(name => !Object.hasOwn(options, name))
  if (unknown !== undefined)
    throw new ConfigError(`The config file ${path} names "${unknown}", which is no option. See --help.`)
  return values
}

function check(name: OptionName, value: unknown): unknown {
  const result = options[name].schema.safeParse(value)
  if (result.success) return result.data
  throw new ConfigError(
    `--${name} (or ${variableOf(name)}) cannot be ${JSON.stringify(value)}. It is: ${options[name].description}.`,
  )
}
