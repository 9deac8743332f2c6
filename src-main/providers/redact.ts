/** Much of it may be somebody's mail: no more than is needed to see what answered. */
const maxExcerpt = 200

/** Forms in which keys are written, whoever's they are. */
const keyLike = /\b(mmak|mm_sk_live|dm_live|mayfly|mk|mf)_[\w-]{6,}|\bBearer\s+[\w.~+/-]{6,}=*/gi

/** A text without the key, and without what looks like one. */
export function redact(text: string, key: string | null): string {
  const without = key === null || key === '' ? text : text.split(key).join('***')
  return without.replace(keyLike, '***')
}

/** The beginning of an answer as one line that can be shown. */
export function excerptOf(body: Uint8Array, key: string | null): string {
  // A key may begin within what is shown and end behind it: it is taken out before anything is cut.
  const text = redact(new TextDecoder().decode(body.subarray(0, 4096)), key)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return text.length > maxExcerpt ? `${text.slice(0, maxExcerpt)}…` : text
}
