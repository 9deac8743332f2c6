import { HostedService } from '#shared/api/compat.ts'
import { domainPattern } from '#shared/api/fields.ts'
import { z } from 'zod'

const port = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(65_535))
const yesNo = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform(text => text === 'true' || text === '1'),
])
/** Host names with commas between them, or a list in the file. */
const names = z
  .union([z.array(z.string()), z.string().transform(text => text.split(','))])
  .transform(list => list.map(name => name.trim().toLowerCase()).filter(name => name !== ''))
  .pipe(z.array(z.string().max(255).regex(domainPattern)))

/** `name=service` with commas between them, or an object in the file. */
const serviceNames = z
  .union([
    z.record(z.string(), z.string()).transform(record => Object.entries(record)),
    z.string().transform(text =>
      text
        .split(',')
        .filter(one => one.trim() !== '')
        .map(one => one.split('=')),
    ),
  ])
  .transform(pairs =>
    pairs.map(([name = '', service]) => ({ name: name.trim().toLowerCase(), service: service?.trim() })),
  )
  .pipe(z.array(z.object({ name: z.string().max(255).regex(domainPattern), service: HostedService })))

/** As in HTTPS_PROXY: with user and password if it wants them, `http://` when no scheme is written. */
const proxyUrl = z
  .string()
  .transform(text => (text.includes('://') ? text : `http://${text}`))
  .pipe(z.url({ protocol: /^https?$/ }))
  .nullable()
/** As in NO_PROXY. */
const exceptions = z
  .union([z.array(z.string()), z.string().transform(text => text.split(/[\s,]+/))])
  .transform(list => list.map(entry => entry.trim()).filter(entry => entry !== ''))

/** One option. Its flag is `--` and its variable `MAYFLY_` before the name; the file uses the name itself. */
export type Option = {
  schema: z.ZodType
  default: unknown
  /** What the help shows for the value; a switch takes none. */
  value: string | null
  description: string
  /** Variables of the system that say the same, and count where nothing of ours does. */
  also?: readonly string[]
}

/** Every option, declared once: parsing, `--help` and the table in the docs are all made from this. */
export const options = {
  'smtp-port': { schema: port, default: 1025, value: 'PORT', description: 'SMTP port; 0 takes any free one' },
  'smtps-port': {
    schema: port.nullable(),
    default: null,
    value: 'PORT',
    description: 'SMTP port with TLS from the start (usually 1465); off unless given',
  },
  'http-port': {
    schema: port,
    default: 8025,
    value: 'PORT',
    description: 'Port of the API and the web UI; 0 takes any free one',
  },
  host: {
    schema: z.string().min(1),
    default: '127.0.0.1',
    value: 'ADDRESS',
    description: 'Address to listen on',
  },
  'allow-host': {
    schema: names,
    default: [],
    value: 'NAMES',
    description: 'Names by which browsers reach this server, with commas between them; needs a password',
  },
  'compat-host': {
    schema: serviceNames,
    default: {},
    value: 'NAMES',
    description:
      'More host names of emulated services, such as api.dustmail.test=dustmail, with commas between them',
  },
  'minutemail-plain-errors': {
    schema: yesNo,
    default: false,
    value: null,
    description:
      'The emulated MinuteMail refuses keys and domains in plain text instead of JSON, as it says that it may',
  },
  'password-file': {
    schema: z.string().min(1).nullable(),
    default: null,
    value: 'FILE',
    description: "The owner's password for this run: the first line of a file",
  },
  'secrets-passphrase-file': {
    schema: z.string().min(1).nullable(),
    default: null,
    value: 'FILE',
    description:
      'Keeps the keys of remotes in an encrypted file of the data folder: the first line of this file is the passphrase',
  },
  proxy: {
    schema: proxyUrl,
    default: null,
    value: 'URL',
    description: 'HTTP proxy for requests to remote services by https. Default: HTTPS_PROXY',
    also: ['HTTPS_PROXY', 'https_proxy'],
  },
  'proxy-except': {
    schema: exceptions,
    default: [],
    value: 'HOSTS',
    description:
      'Hosts that are called without the proxy, such as .corp or 10.0.0.0/8, with commas between them. Default: NO_PROXY',
    also: ['NO_PROXY', 'no_proxy'],
  },
  'extra-ca': {
    schema: z.string().min(1).nullable(),
    default: null,
    value: 'FILE',
    description: 'Certificates (PEM) of authorities to trust beside the usual ones, of remote services',
  },
  'data-dir': {
    schema: z.string().min(1),
    default: null,
    value: 'DIR',
    description:
      'Where mail is kept; :memory: keeps it only while running. Default: your application data folder',
  },
  starttls: {
    schema: yesNo,
    default: true,
    value: null,
    description:
      'STARTTLS on the SMTP port; switch it off for clients that insist on a certificate they know',
  },
  headless: {
    schema: yesNo,
    default: false,
    value: null,
    description: 'No window: serve the UI at the printed address',
  },
  open: {
    schema: yesNo,
    default: false,
    value: null,
    description: 'Open the UI in the browser once it is ready',
  },
  config: {
    schema: z.string().min(1).nullable(),
    default: null,
    value: 'FILE',
    description: 'Options from a JSON file',
  },
  'log-level': {
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    default: 'info',
    value: 'LEVEL',
    description: 'silent, error, warn, info or debug',
  },
  'ready-json': {
    schema: yesNo,
    default: false,
    value: null,
    description: 'Print one line of JSON with the ports when everything listens',
  },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options

/** What gave an option its value, where that is not its default. */
export type Given = { kind: 'argument' | 'variable' | 'file'; name: string }

/** The options after reading, frozen. */
export type Config = {
  /** The options that were given from outside. */
  given: Readonly<Partial<Record<OptionName, Given>>>
  smtpPort: number
  smtpsPort: number | null
  httpPort: number
  host: string
  allowHost: readonly string[]
  compatHost: readonly { name: string; service: HostedService }[]
  minutemailPlainErrors: boolean
  passwordFile: string | null
  secretsPassphraseFile: string | null
  proxy: string | null
  proxyExcept: readonly string[]
  /** Certificates in PEM, as read from the file. */
  extraCa: readonly string[]
  dataDir: string
  starttls: boolean
  headless: boolean
  open: boolean
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readyJson: boolean
}
