// A word of capitals in a text of capitals, unless it follows a colon or begins a line.
const SHOUTED = -4
// Letters and digits shuffled are more than a name and a number.
const SHUFFLED = 1
const presented = /^$|[:：\n\t][\s*"“'\[(]*$|(?:^|\s)(?:is|ist|lautet|est|es|è|é) $/i

/** Evidence that lies in the number itself and in the characters that touch it. */
export function shapeEvidence(value: string, before: string, after: string): number {
  let score = /^[A-Z]+$/.test(value) && !presented.test(before) ? SHOUTED : 0
  for (const { pattern, weight } of /^\d+$/.test(value) ? figures : mixtures)
    if (pattern.test(value)) score += weight
  for (const { pattern, weight, unless } of touchingBefore)
    if (pattern.test(before) && !unless?.test(after)) score += weight
  for (const { pattern, weight } of touchingAfter) if (pattern.test(after)) score += weight
  return score
}

/** The most that the evidence of the shape can be: only letters among digits speak for a code. */
export function bestShape(value: string): number {
  return /^\d+$/.test(value) ? 0 : SHUFFLED
}

const figures = [
  // Enough against a year in passing, not against `Your PIN is 2025`.
  { pattern: /^(?:19\d\d|20[0-4]\d)$/, weight: -2 },
  // 20260312
  { pattern: /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/, weight: -2 },
  { pattern: /^(?:19|20)\d\d(?:19|20)\d\d$/, weight: -6 },
  { pattern: /^\d{9,10}$/, weight: -2 },
]

const mixtures = [
  // A word and two or four figures: SPRING26, MARS2026.
  { pattern: /^[A-Z]{4,}(?:\d\d|20\d\d)$/, weight: -4 },
  { pattern: /^(?:INV|ORD|REF|NO|NR|PO|RMA|SKU|TKT|CASE|UTF|ISO|RFC)-?\d/i, weight: -6 },
  { pattern: /^\d{1,4}(?:[A-Z]{1,2}|st|nd|rd|th|px|pt|min|mins|kb|mb|gb|kg|km|ml|cm|mm)$/, weight: -4 },
  { pattern: /^[A-Z]+$/, weight: -3 },
  { pattern: /[a-z]/, weight: -2 },
  { pattern: /[A-Z]\d+[A-Z]|\d[A-Z]+\d/, weight: SHUFFLED },
  // The name of a user or a version: dana1987, v2026.
  { pattern: /^[a-z]{4,}\d+$/, weight: -4 },
]

const currency = '[$€£¥₽₴₺₩₹]|US\\$|R\\$|(?:USD|EUR|GBP|CHF|JPY|PLN|RUB|BRL|CNY|TRY|UAH)'

const touchingBefore: { pattern: RegExp; weight: number; unless?: RegExp }[] = [
  // March 12, 2026 and 12 March 2026
  { pattern: /\b\d{1,2}\.? \p{L}{3,10}\.? $/u, weight: -4 },
  { pattern: /\d{1,2}(?:st|nd|rd|th)?,? $/, weight: -3 },
  { pattern: new RegExp(`(?:${currency})\\s?$`, 'iu'), weight: -10 },
  // **** 4242, •••• 4242
  { pattern: /[*•·xX…]{2,}[ -]?$/u, weight: -10, unless: /^ ?\*\*/ },
  { pattern: /(?:[#№]|n[°º]|[nN][or]\.)\s?$/u, weight: -8 },
  { pattern: /\+\d{0,3}[ (]*$|\(\d+\)\s?$/, weight: -10 },
]

const timeUnits =
  /^\s?(?:s|sec|min|h|seconds?|minutes?|hours?|days?|секунд|минут|час|Sekunden|Minuten|Stunden|Tage|secondes|heures|jours|segundos|minutos|horas|secondi|minuti|ore|giorni|sekund|秒|分|小时|時間)(?!\p{L})/iu

const touchingAfter = [
  {
    pattern: new RegExp(`^\\s?(?:${currency}|zł|руб|円|元|원|р\\.|грн|TL)`, 'iu'),
    weight: -10,
  },
  { pattern: /^\s?(?:%|°)|^\s(?:kg|g|km|m|ml|l|cm|mm|gb|mb|px|г|кг|мл|шт)(?![\p{L}\d])/iu, weight: -8 },
  { pattern: /^(?:年|月|日|時|时|点|點|分|名|回|件|ポイント)/u, weight: -8 },
  { pattern: timeUnits, weight: -8 },
  // 10115 Berlin, 1201 Harbor Street
  { pattern: /^ \p{Lu}\p{Ll}{2,}/u, weight: -2 },
]
