import { describe, expect, test } from 'vitest'
import { parseSearch } from '#shared/search/parse.ts'
import { compileSearch } from './compile.ts'
import { createTestStore, type TestMail } from './test-store.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

const mails: TestMail[] = [
  {
    name: 'reset',
    subject: 'Reset your password',
    from: 'Shop Support support@shop.test',
    to: 'Alice alice@example.test',
    body: 'Your code is 482913. Click https://shop.test/reset?token=abc',
    headers: [
      { name: 'X-Mailer', value: 'nodemailer 10.6' },
      { name: 'Subject', value: 'Reset your password' },
    ],
    receivedAt: Date.parse('2026-11-21T11:45:00Z'),
    unread: true,
    code: '482913',
  },
  {
    name: 'invoice',
    subject: 'Invoice 2026-17',
    from: 'Billing billing@shop.test',
    to: 'alice@example.test',
    cc: 'Team team@example.test',
    body: 'Please find the invoice attached. Password protected.',
    filename: 'invoice-17.pdf',
    headers: [{ name: 'X-Campaign', value: 'about x mailer and nodemailer' }],
    receivedAt: Date.parse('2026-11-20T00:00:00Z'),
    sizeBytes: 2_097_153,
    pinned: true,
    tags: ['checkout', 'two words'],
  },
  {
    name: 'receipt',
    subject: 'Your receipt',
    from: 'Bill Gatsby gatsby@other.community',
    to: 'bob@example.test',
    body: 'A receipt, no invoicing needed. Café Zoë — crème brûlée',
    receivedAt: Date.parse('2026-11-10T00:00:00Z'),
    sizeBytes: 10_240,
    unread: true,
    tags: ['Checkout'],
  },
  {
    name: 'japanese',
    subject: '請求書を確認してください',
    body: 'パスワード。ｶﾞｲﾄﾞ',
    from: '田中 tanaka@jp.test',
  },
  { name: 'korean', subject: '비밀번호를 재설정하세요', body: 'นกบินสูง', filename: '첨부'.normalize('NFD') },
  { name: 'odd', subject: 'AT&T --flag "quoted" c++ 👋', body: 'OR NOT AND NEAR(a b) {subject} : x* ^y' },
]

const store = createTestStore(mails, now)

describe('each operator finds exactly', () => {
  test.each<[string, string[]]>([
    ['', ['odd', 'korean', 'japanese', 'receipt', 'invoice', 'reset']],
    ['password', ['invoice', 'reset']],
    ['your password', ['reset']],
    ['"your password"', ['reset']],
    ['"password your"', []],
    ['invoic', []],
    ['invoic*', ['receipt', 'invoice']],
    ['"no invoic"*', ['receipt']],
    ['https://shop.test/reset', ['reset']],
    ['-password is:unread', ['receipt']],
    ['password -reset', ['invoice']],
    ['reset OR receipt', ['receipt', 'reset']],
    ['campaign', []],
    ['from:bill', ['receipt', 'invoice']],
    ['from:"bill"', ['receipt']],
    ['from:billing@shop.test', ['invoice']],
    ['from:gatsby@other.com', []],
    ['from:gatsby@other.com*', ['receipt']],
    ['from:gatsby@oth', ['receipt']],
    ['from:shop.test', ['invoice', 'reset']],
    ['from:alice', []],
    ['to:alice', ['invoice', 'reset']],
    ['to:team', []],
    ['cc:team', ['invoice']],
    ['subject:reset', ['reset']],
    ['subject:res', []],
    ['subject:res*', ['reset']],
    ['subject:"reset your"', ['reset']],
    ['subject:code', []],
    ['body:code', ['reset']],
    ['filename:pdf', ['invoice']],
    ['filename:invoice-17.pdf', ['invoice']],
    ['header:X-Mailer', ['reset']],
    ['header:x-mailer=NODE', ['reset']],
    ['header:X-Mailer=nodemailer', ['reset']],
    ['header:X-Mailer="nodemailer 10"', ['reset']],
    ['header:Subject="your pass"', ['reset']],
    ['header:X-Mailer=demailer', []],
    ['header:X-Mailer=10.6', ['reset']],
    ['header:X-Campaign=nodemailer', ['invoice']],
    ['-header:X-Mailer password', ['invoice']],
    ['header:X-Mailer OR receipt', ['receipt', 'reset']],
    ['tag:checkout', ['invoice']],
    ['tag:"two words"', ['invoice']],
    ['-tag:checkout from:b*', ['receipt']],
    ['is:unread', ['receipt', 'reset']],
    ['is:read password', ['invoice']],
    ['is:pinned', ['invoice']],
    ['has:attachment password', ['invoice']],
    ['has:code', ['reset']],
    ['after:2026-11-20', ['invoice', 'reset']],
    ['after:2026-11-20T00:00:01', ['reset']],
    ['after:2026-11-10 before:2026-11-20', ['receipt']],
    ['after:30m', ['reset']],
    ['after:10m', []],
    ['after:2d', ['invoice', 'reset']],
    ['before:2d after:2026-01-01', ['receipt']],
    ['larger:2MB', ['invoice']],
    ['larger:10k', ['invoice']],
    ['smaller:10k password', ['reset']],
  ])('%s', (q, names) => expect(store.find(q)).toEqual(names))
})

describe('writing of all kinds', () => {
  test.each<[string, string[]]>([
    ['cafe', ['receipt']],
    ['CAFÉ zoe', ['receipt']],
    ['cre\u0300me', ['receipt']],
    ['請求書', ['japanese']],
    ['確認', ['japanese']],
    ['認確', []],
    ['subject:請求 body:パス', ['japanese']],
    ['ガイド', ['japanese']],
    ['from:田', ['japanese']],
    ['비밀', ['korean']],
    ['filename:첨부', ['korean']],
    ['บิน', ['korean']],
    ['-請求書 確認 OR 비밀번호', ['korean']],
    ['AT&T', ['odd']],
    ['c++', ['odd']],
    ['"NEAR(a b)"', ['odd']],
    ['"{subject} : x* ^y"', ['odd']],
    ['--flag', ['odd']],
    ['"OR NOT AND"', ['odd']],
  ])('%s', (q, names) => expect(store.find(q)).toEqual(names))
})

describe('a term without a word in it', () => {
  test.each([
    '👋',
    '---',
    '-👋',
    '-"---"',
    '👋 password',
    'password -👋',
    'from:--- OR 👋',
    'subject:"!"',
    '& + —',
  ])('finds nothing: %s', q => expect(store.find(q)).toEqual([]))

  test.each(['receipt — cafe', 'receipt & cafe', '(👋 OR receipt)', '-(👋 OR password) receipt'])(
    'is passed over: %s',
    q => expect(store.find(q)).toEqual(['receipt']),
  )
})

describe('the shape of what is compiled', () => {
  function compile(q: string) {
    const parsed = parseSearch(q)
    return parsed.ok ? compileSearch(parsed.query, now) : parsed
  }

  test('required text drives the list, with what it must not hold', () => {
    expect(compile('body:a (subject:b -body:c) is:unread')).toEqual({
      match: '((body : "a" AND subject : "b") NOT body : "c")',
      conditions: [{ sql: 'd.unread = 1', params: [] }],
    })
  })

  test('text in a choice with flags becomes one look-up', () => {
    expect(compile('body:a OR body:b OR is:pinned')).toEqual({
      match: null,
      conditions: [
        {
          sql: '(c.id IN (SELECT rowid FROM message_index WHERE message_index MATCH ?) OR d.pinned = 1)',
          params: ['(body : "a" OR body : "b")'],
        },
      ],
    })
  })

  test('a header is looked up first and read second', () => {
    expect(compile('header:X-A="b c"')).toEqual({
      match: '(headers : "X-A" AND headers : "b c" *)',
      conditions: [
        {
          sql: 'header_has((SELECT packed FROM details WHERE content_id = c.id), ?, ?)',
          params: ['X-A', 'b c'],
        },
      ],
    })
  })

  test.each([
    'header:X-Mailer=nodemailer',
    '-header:X-Mailer=nodemailer',
    'header:X-Mailer=nodemailer OR tag:nothing',
  ])('headers are read of candidates only: %s', q => {
    store.headersRead.length = 0
    store.find(q)
    expect(new Set(store.headersRead)).toEqual(new Set(['invoice', 'reset']))
  })

  test('a hostile quote stays inside its string', () => {
    expect(compile('a\0b')).toEqual({
      match: '{subject sender recipients cc body filename} : "a b"',
      conditions: [],
    })
  })
})
