import { expect, test } from 'vitest'
import { createScrub } from './scrub.ts'

const scrub = createScrub({ home: '/home/dana', dataDir: '/home/dana/.local/share/mayfly' })

test.each([
  ['Port 1025 of 127.0.0.1 is taken', 'Port 1025 of 127.0.0.1 is taken'],
  ['at openStore (/home/dana/.local/share/mayfly/mayfly.db)', 'at openStore (<data>/mayfly.db)'],
  ['/home/dana/projects/app.js:10:5', '~/projects/app.js:10:5'],
  ['mail of dana@shop.test and <Jürgen.Groß@münchen.example>', 'mail of <address> and <<address>>'],
  ['connect ECONNREFUSED 192.168.0.7:587', 'connect ECONNREFUSED <ip>:587'],
  ['from 2001:db8::1 and fe80::1:2', 'from <ip> and <ip>'],
  ['https://user:pass@hooks.example/a?token=b said no', '<url> said no'],
  ['Authorization: Bearer mayfly_abc', 'Authorization: <hidden> <hidden>'],
  ['at file:///opt/mayfly/out/main/app.js:10:5', 'at file:///opt/mayfly/out/main/app.js:10:5'],
  ['{"password":"correct horse battery"}', '{"password":<hidden>}'],
  ['key mayfly_0123456789abcdefghijkl', 'key <id>'],
  ['0199f3c2-aaaa-7bbb-8ccc-ddddeeeeffff is gone', '<id> is gone'],
  ['"time":1795294805000,"level":50', '"time":1795294805000,"level":50'],
])('%s', (text, clean) => expect(scrub(text)).toBe(clean))
