import { describe, expect, test } from 'vitest'
import { classifyAddress, refusalOf } from './address-rules.ts'

/** First and last address of each range, and their neighbours outside. */
const kinds: [kind: string, ...addresses: string[]][] = [
  ['public', '1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
  [
    'public',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
  ],
  ['public', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '2606:4700::1111', '2a00::1'],
  ['loopback', '127.0.0.1', '127.0.0.0', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'],
  ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  ['private', '::ffff:10.0.0.1', '::ffff:a00:1', '0:0:0:0:0:ffff:0a00:0001', '::FFFF:192.168.1.1', 'fec0::1'],
  ['link-local', '169.254.0.0', '169.254.169.254', '169.254.255.255', '::ffff:169.254.169.254'],
  ['link-local', 'fe80::', 'fe80::1', 'fe80::1%eth0', 'febf:ffff::1'],
  ['unique-local', 'fc00::1', 'fd00::1', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '64:ff9b:1::a00:1'],
  ['shared', '100.64.0.0', '100.127.255.255', '::ffff:100.64.0.1'],
  ['unspecified', '0.0.0.0', '0.0.0.1', '0.255.255.255', '::', '::ffff:0.0.0.0'],
  ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
  ['reserved', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.0', '198.19.255.255', '198.51.100.1'],
  ['reserved', '203.0.113.1', '240.0.0.1', '255.255.255.255', '::2', '::127.0.0.1', '::10.0.0.1', '100::1'],
  ['reserved', '2001::1', '2001:0:a00:1::', '2001:db8::1', '3fff::1', '4000::1', '5f00::1', 'fe00::1'],
  ['public', '64:ff9b::1.1.1.1', '64:ff9b::101:101', '2002:101:101::1'],
  ['reserved', '64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '2002:a00:1::1', '2002:7f00:1::', '2002:a9fe:a9fe::1'],
  ['public', '2606:4700::5efe:101:101', '2606:4700::5eff:a00:1'],
  ['reserved', '2606:4700::5efe:a00:1', '2606:4700::200:5efe:7f00:1', 'fe80::5efe:a9fe:a9fe'],
  ['reserved', '', 'localhost', '127.1', '1.2.3', '010.0.0.1x', '[::1]', ':::', '::g'],
]

test.each(kinds.flatMap(([kind, ...addresses]) => addresses.map(address => [address, kind] as const)))(
  '%s is %s',
  (address, kind) => expect(classifyAddress(address)).toBe(kind),
)

/** What `URL` makes of the ways to write an address differently; a host is only judged after that. */
test.each([
  ['http://127.1/', 'loopback'],
  ['http://2130706433/', 'loopback'],
  ['http://0x7f000001/', 'loopback'],
  ['http://0177.0.0.1/', 'loopback'],
  ['http://0/', 'unspecified'],
  ['http://10.1/', 'private'],
  ['http://0xa9fea9fe/', 'link-local'],
  ['http://①⑨②.①⑥⑧.①.①/', 'private'],
  ['http://[::ffff:10.0.0.1]/', 'private'],
  ['http://[0:0::ffff:7f00:1]/', 'loopback'],
])('%s leads to an address that is %s', (url, kind) => {
  expect(classifyAddress(new URL(url).hostname.replace(/^\[|\]$/g, ''))).toBe(kind)
})

describe('the policy', () => {
  const allowed = (policy: { loopback: boolean; private: boolean }) =>
    [
      '1.1.1.1',
      '127.0.0.1',
      '10.0.0.1',
      'fe80::1',
      'fd00::1',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '240.0.0.1',
    ]
      .filter(address => refusalOf(address, policy) === undefined)
      .join(' ')

  test('public addresses always, this machine and the own network when allowed, the rest never', () => {
    expect(allowed({ loopback: false, private: false })).toBe('1.1.1.1')
    expect(allowed({ loopback: true, private: false })).toBe('1.1.1.1 127.0.0.1')
    expect(allowed({ loopback: false, private: true })).toBe('1.1.1.1 10.0.0.1 fe80::1 fd00::1 100.64.0.1')
  })

  test('a refusal names the address and what it is', () => {
    expect(refusalOf('169.254.169.254', { loopback: true, private: false })).toBe(
      '169.254.169.254 is a link-local address, where no request may go.',
    )
  })
})
