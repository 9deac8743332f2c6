import type { Random } from './target.ts'

/** Texts that have surprised programs before. */
export const strangeTexts: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'undefined',
  'NaN',
  'true',
  '[]',
  '{}',
  '%',
  '%00',
  '%zz',
  '%c0%ae',
  '..',
  '../../etc/passwd',
  '..\\..\\windows',
  '/',
  '.',
  '*',
  'a\0b',
  'a\r\nX-Injected: 1',
  '\u202etxt.exe',
  '\ud800',
  '\uffff',
  '\u{1f44b}'.repeat(40),
  'é'.repeat(300),
  'a'.repeat(400),
  'a'.repeat(5_000),
  "' OR 1=1 --",
  '"; DROP TABLE deliveries; --',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'toString',
  'latest',
  'me',
  '9999999999999999999999',
  '1e308',
  '0x10',
  '2026-11-21T05:00:00Z',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '0199f3c2-0000-7000-8000-000000000000',
  'someone@mayfly.test',
  'SOMEONE@MAYFLY.TEST',
  '@',
  'a@b@c',
  '"a b"@mayfly.test',
  'x@xn--bcher-kva.example',
  'x@bücher.example',
  'x@[127.0.0.1]',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'javascript:alert(1)',
]

const strangeNumbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  4_294_967_296,
  8.64e15 + 1,
]

/** Anything that JSON can say. */
export function strangeJson(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 8 : 6)
  if (kind === 0) return null
  if (kind === 1) return random.chance()
  if (kind === 2) return random.pick(strangeNumbers)
  if (kind < 6) return random.pick(strangeTexts)
  const below = Array.from({ length: random.below(4) }, () => strangeJson(random, depth - 1))
  if (kind === 6) return below
  return Object.fromEntries(below.map(value => [random.pick(strangeTexts).slice(0, 100), value]))
}

/** JSON that is deeper than anybody means it. */
export const deepJson = (depth: number): string => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`
