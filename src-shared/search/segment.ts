/**
 * The index takes a run of letters for one word, so a sentence in a script without spaces would be one word.
 * Here every such character becomes a word of its own, at ingest and in searches alike: a searched word
 * is then a phrase of characters, found anywhere in a sentence.
 *
 * Compatibility forms (half-width kana, decomposed Hangul of macOS file names) are composed on the way,
 * because they look the same to the one who types. Other text is returned as it is.
 */
export function segmentForIndex(text: string): string {
  return unspaced.test(text) ? text.replace(unspacedRuns, segmentRun) : text
}

/**
 * By block: Thai and Lao, Myanmar, Hangul letters, Khmer, CJK radicals to ideographs (with kana, Bopomofo),
 * Hangul letters and syllables, compatibility ideographs, half- and full-width forms, and the planes of rarer kana and ideographs.
 */
const blocks =
  '\\u0E00-\\u0EFF\\u1000-\\u109F\\u1100-\\u11FF\\u1780-\\u17FF\\u2E80-\\u9FFF' +
  '\\uA960-\\uA97F\\uAC00-\\uD7FF\\uF900-\\uFAFF\\uFF00-\\uFFEF\\u{1B000}-\\u{1B16F}\\u{20000}-\\u{3FFFF}'
const unspaced = new RegExp(`[${blocks}]`, 'u')
const unspacedRuns = new RegExp(`[${blocks}]+`, 'gu')
const unspacedCharacter = new RegExp(`[${blocks}]`, 'gu')

function segmentRun(run: string): string {
  return run.normalize('NFKC').replace(unspacedCharacter, ' $& ')
}
