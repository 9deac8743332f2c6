import type { seededRandom } from './seeded-random.ts'

type Random = ReturnType<typeof seededRandom>

/** Damages a mail, one character per byte, in one to three of the ways in which mail is unusual. */
export function mutateMail(source: string, random: Random): string {
  let mail = source
  for (let left = 1 + random.below(3); left > 0; left--) mail = random.pick(mutations)(mail, random)
  return mail
}

type Mutation = (mail: string, random: Random) => string

/** Where the structure of a mail is. */
const marks =
  /["<>()@;:,=?\\]|\r?\n--|\r?\n\r?\n|\r?\n[ \t]|\b(?:charset|boundary|filename|name|base64|quoted-printable|inline|attachment|multipart|text|utf-8)\b/gi

const pieces = [
  ...[
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    '\n\n',
    ' ',
    '\t',
    '  \r\n',
    '\0',
    '\u00e9',
    '\u00c3\u00a9',
    '\u00a0',
    '\ufeff',
  ],
  ...[
    '=',
    '==',
    '=3D',
    '=\r\n',
    '=E',
    '=?utf-8?q?=C3=A9?=',
    '=?utf-8?B?w6k=?=',
    '=?x?=',
    '-',
    '--',
    '_',
    '"',
    '\\',
    '\\"',
  ],
  ...[
    ',',
    ';',
    ':',
    '<',
    '>',
    '@',
    '(c)',
    '[',
    '"a, b" <a@b.c>',
    'a@b.c (d)',
    'a@xn--bcher-kva.example',
    'g: a@b.c;',
  ],
  ...[
    '\r\nContent-Type: text/html',
    '\r\nContent-Type: message/rfc822',
    '\r\nContent-Type: multipart/mixed; boundary=x',
  ],
  ...[
    '\r\nContent-Transfer-Encoding: base64',
    '\r\nContent-Transfer-Encoding: quoted-printable',
    '\r\nContent-ID: <a>',
  ],
  ...[
    '\r\nContent-Disposition: inline',
    "\r\nContent-Disposition: attachment; filename*=utf-8''%C3%A9.txt",
    '\r\nFrom x',
  ],
  ...[
    '; charset=iso-8859-1',
    '; charset=windows-1251',
    '; charset=utf-16',
    '; charset=x',
    '; format=flowed',
    '; delsp=yes',
  ],
  ...[
    '; name="a.pdf"',
    '; filename=a.png',
    '; boundary=b',
    '\r\n--x\r\n',
    '\r\n--x--\r\n',
    '\r\nFrom: c@d.e',
    '\r\nTo: f@g.h',
  ],
]

const mutations: Mutation[] = [
  // A piece in front of, behind or instead of something that has a meaning.
  (mail, random) => {
    const mark = random.pick([...mail.matchAll(marks)])
    if (mark === undefined) return mail
    const end = mark.index + mark[0].length
    const from = random.pick([mark.index, end])
    return mail.slice(0, from) + random.pick(pieces) + mail.slice(random.pick([from, end]))
  },
  (mail, random) => cut(mail, random, () => random.pick(pieces)),
  (mail, random) => cut(mail, random, piece => piece.slice(0, -1)),
  (mail, random) => cut(mail, random, piece => piece + piece),
  // Whole lines go, come twice or change places.
  (mail, random) => onLines(mail, random, (lines, at) => lines.splice(at, 1)),
  (mail, random) => onLines(mail, random, (lines, at) => lines.splice(at, 0, lines[at]!)),
  (mail, random) => onLines(mail, random, (lines, at) => lines.push(...lines.splice(at, 1))),
  (mail, random) => onLines(mail, random, (lines, at) => lines.splice(at, 0, random.pick(lines))),
  mail => mail.replaceAll('\r\n', '\n'),
  mail => mail.replaceAll(/\r?\n/g, '\r\n'),
  (mail, random) => mail.slice(0, random.below(mail.length)),
]

/** Puts something else in the place of a few characters. */
function cut(mail: string, random: Random, change: (piece: string) => string): string {
  const start = random.below(mail.length)
  const end = start + 1 + random.below(8)
  return mail.slice(0, start) + change(mail.slice(start, end)) + mail.slice(end)
}

function onLines(mail: string, random: Random, change: (lines: string[], at: number) => unknown): string {
  const lines = mail.split(/(?<=\n)/)
  change(lines, random.below(lines.length))
  return lines.join('')
}
