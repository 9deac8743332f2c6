import { expect, test } from 'vitest'
import { ConfigError } from './config-error.ts'
import { helpText } from './help.ts'
import { loadConfig, optionNames, variableOf } from './load-config.ts'

type Sources = Parameters<typeof loadConfig>[0]
const load = (sources: Partial<Sources> & { file?: string } = {}) =>
  loadConfig({
    argv: [],
    env: {},
    platform: 'linux',
    readFile: path => {
      if (sources.file === undefined) throw new Error(`ENOENT: no such file ${path}`)
      return sources.file
    },
    ...sources,
  })

test('without anything the defaults hold', () => {
  expect(load({ env: { XDG_DATA_HOME: '/data' } })).toMatchObject({
    smtpPort: 1025,
    smtpsPort: null,
    httpPort: 8025,
    host: '127.0.0.1',
    dataDir: '/data/mayfly',
    headless: false,
    logLevel: 'info',
  })
})

test('arguments win over variables, variables over the file', () => {
  const file = '{"smtp-port": 1, "http-port": 1, "host": "file"}'
  const env = { MAYFLY_SMTP_PORT: '2', MAYFLY_HTTP_PORT: '2', MAYFLY_HOST: '' }
  expect(load({ file, env, argv: ['--smtp-port', '3', '--config', 'x.json'] })).toMatchObject({
    smtpPort: 3,
    httpPort: 2,
    host: 'file',
  })
  expect(load({ file, env: { MAYFLY_CONFIG: 'x.json' } }).smtpPort).toBe(1)
})

test('a switch can be turned on and off everywhere', () => {
  expect(load({ argv: ['--headless'] }).headless).toBe(true)
  expect(load({ env: { MAYFLY_HEADLESS: '1' } }).headless).toBe(true)
  expect(load({ env: { MAYFLY_HEADLESS: 'true' }, argv: ['--no-headless'] }).headless).toBe(false)
  expect(load({ file: '{"headless": true}', argv: ['--config=x'] }).headless).toBe(true)
})

test('names have commas between them, or are a list in the file', () => {
  expect(load().allowHost).toEqual([])
  expect(load({ argv: ['--allow-host', 'Mail.Test, b.test,'] }).allowHost).toEqual(['mail.test', 'b.test'])
  expect(load({ env: { MAYFLY_ALLOW_HOST: 'a.test,b.test' } }).allowHost).toEqual(['a.test', 'b.test'])
  expect(load({ file: '{"allow-host": ["a.test"]}', argv: ['--config', 'x'] }).allowHost).toEqual(['a.test'])
})

test('host names of emulated services come as a list of pairs, or as an object in the file', () => {
  const names = [
    { name: 'api.shop.test', service: 'dustmail' },
    { name: 'b.test', service: 'momail' },
  ]
  expect(load().compatHost).toEqual([])
  expect(load({ argv: ['--compat-host', 'API.shop.test=dustmail, b.test=momail,'] }).compatHost).toEqual(
    names,
  )
  expect(load({ env: { MAYFLY_COMPAT_HOST: 'b.test=momail' } }).compatHost).toEqual([names[1]])
  const file = '{"compat-host": {"api.shop.test": "dustmail", "b.test": "momail"}}'
  expect(load({ file, argv: ['--config', 'x'] }).compatHost).toEqual(names)
})

test('the proxy and its exceptions are those of the system, unless ours say otherwise', () => {
  expect(load()).toMatchObject({ proxy: null, proxyExcept: [] })
  const env = { HTTPS_PROXY: 'proxy.corp:3128', no_proxy: '.corp, 10.0.0.0/8 a.test' }
  expect(load({ env })).toMatchObject({
    proxy: 'http://proxy.corp:3128',
    proxyExcept: ['.corp', '10.0.0.0/8', 'a.test'],
  })
  const file = '{"proxy": "https://u:p@other.test", "proxy-except": ["*"]}'
  expect(load({ env: { ...env, MAYFLY_CONFIG: 'x' }, file })).toMatchObject({
    proxy: 'https://u:p@other.test',
    proxyExcept: ['*'],
  })
  // Not ours to refuse: a proxy of a kind that is of no use here, for other programs.
  expect(load({ env: { HTTPS_PROXY: 'socks5://proxy.corp' } }).proxy).toBeNull()
  expect(() => load({ argv: ['--proxy', 'socks5://proxy.corp'] })).toThrow(ConfigError)
})

test('certificates are read from a file, which has to hold some', () => {
  const one = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
  const argv = ['--extra-ca', 'ca.pem']
  expect(load({ argv, file: `# corp\n${one}\n${one}\n` }).extraCa).toEqual([one, one])
  expect(() => load({ argv, file: 'nothing' })).toThrow(/ca\.pem, holds no certificate/)
  expect(() => load({ argv })).toThrow(/ca\.pem, cannot be read/)
})

test('the folder for data is the one of the system, or the one asked for', () => {
  expect(load({ platform: 'win32', env: { APPDATA: 'C:\\Data' } }).dataDir).toMatch(/^C:\\Data.Mayfly$/)
  expect(load({ platform: 'darwin' }).dataDir).toMatch(/Library\/Application Support\/Mayfly$/)
  expect(load({ argv: ['--data-dir', ':memory:'] }).dataDir).toBe(':memory:')
})

test.each([
  [['--smtp-port', 'x'], /--smtp-port \(or MAYFLY_SMTP_PORT\) cannot be "x"/],
  [['--smtp-port', '65536'], /--smtp-port/],
  [['--smtp-port', '-1'], /.*/],
  [['--http-port', '1.5'], /--http-port/],
  [['--log-level', 'loud'], /--log-level .*"loud".*debug/],
  [['--host', ''], /--host/],
  [['--allow-host', 'http://mail.test'], /--allow-host .*"http:\/\/mail\.test"/],
  [['--allow-host', 'mail.test:8025'], /--allow-host/],
  [['--allow-host', '*'], /--allow-host/],
  [['--compat-host', 'api.shop.test'], /--compat-host .*"api\.shop\.test"/],
  [['--compat-host', 'api.shop.test=mayfly'], /--compat-host/],
  [['--compat-host', 'api.shop.test:8025=dustmail'], /--compat-host/],
  [['--password-file', ''], /--password-file/],
  [['--unknown'], /--unknown.*See --help/],
  [['stray'], /stray.*See --help/],
  [['--smtp-port'], /smtp-port.*See --help/],
  [['--config', 'gone.json'], /gone\.json cannot be read/],
])('%j is refused in words that name it', (argv, words) => {
  expect(() => load({ argv })).toThrow(ConfigError)
  expect(() => load({ argv })).toThrow(words)
})

test.each([
  '[]',
  'null',
  '"x"',
  '{"smtp-prot": 1}',
  '{"smtp-port": "x"}',
  '{',
  '{"__proto__": 1, "constructor": 2}',
])('a config file of %s is refused', file => {
  expect(() => load({ file, argv: ['--config', 'x.json'] })).toThrow(ConfigError)
})

test('the help names every option with its default, and nothing is left to guess', () => {
  for (const name of optionNames) expect(helpText()).toMatch(new RegExp(`--(no-)?${name}\\b`))
  expect(helpText()).toContain('(1025)')
  expect(variableOf('smtp-port')).toBe('MAYFLY_SMTP_PORT')
})

test('what was read cannot be changed', () => {
  expect(Object.isFrozen(load())).toBe(true)
})
