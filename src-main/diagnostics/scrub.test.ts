import { expect, test } from 'vitest'
import { createScrub } from './scrub.ts'

const scrub = createScrub({ home: '/home/dana', dataDir: '/home/dana/.local/share/mayfly' })

test.each([
  ['Port 1025 of 127.0.0.1 is taken', 'Port 1025 of 127.0.0.1 is taken'],
  ['at openStore (/home/dana/.local/share/mayfly/mayfly.db)', 'at openStore (<data>/mayfly.db)'],
  ['/home/dana/projects/app.js:10:5', '~/projects/app.js:10:5'],
  ['mail of dana@shop.test and <Jürgen.Groß@münchen.example>', 'mail of <address> and <<address>>'],
  ['connect ECONNREFUSED 192.168.0.7:587', 'connect ECONNREFUSED <ip>:587'],
  ['v8 13.6.233.17-node.53', 'v8 13.6.233.17-node.53'],
  ['from 2001:db8::1 and fe80::1:2', 'from <ip> and <ip>'],
  ['https://user:pass@hooks.example/a?token=b said no', '<url> said no'],
  ['Authorization: Bearer mayfly_abc', 'Authorization: <hidden> <hidden>'],
  [
    String.raw`"no JSON: {\"password\":\"two words\",\"n\":1}"`,
    String.raw`"no JSON: {\"password\":<hidden>,\"n\":1}"`,
  ],
  ['{"password":"a\\"b","n":1}', '{"password":<hidden>,"n":1}'],
  ['X-API-Key: abc1, n', 'X-API-Key: <hidden>, n'],
  ['Cookie: mine=abc; of_others=def', 'Cookie: <hidden>'],
  ['getaddrinfo ENOTFOUND mail.intern.example', 'getaddrinfo ENOTFOUND <host>'],
  ['at file:///opt/mayfly/out/main/app.js:10:5', 'at file:///opt/mayfly/out/main/app.js:10:5'],
  ['{"password":"correct horse battery"}', '{"password":<hidden>}'],
  ['key mayfly_0123456789abcdefghijkl', 'key <id>'],
  ['0199f3c2-aaaa-7bbb-8ccc-ddddeeeeffff is gone', '<id> is gone'],
  ['"time":1795294805000,"level":50', '"time":1795294805000,"level":50'],
])('%s', (text, clean) => expect(scrub(text)).toBe(clean))

test('folders of Windows, in a line of the log and in a stack', () => {
  const home = String.raw`C:\Users\Dana`
  const clean = createScrub({ home, dataDir: `${home}\\Mayfly` })
  expect(clean(JSON.stringify({ at: `${home}\\app.js`, of: 'file:///C:/Users/Dana/Mayfly/x' }))).toBe(
    String.raw`{"at":"~\\app.js","of":"file:///<data>/x"}`,
  )
})

// Looked at from each of its characters anew, it would not be done in a day.
test.each(['a', 'a.', 'a-', '0', 'f:'])('a line of a million characters is done, all %j', run =>
  expect(scrub(run.repeat(1_000_000 / run.length))).not.toContain('@'),
)
