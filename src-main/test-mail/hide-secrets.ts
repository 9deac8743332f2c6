export type Said = { from: 'client' | 'server'; text: string }

const hidden = '<hidden>'
const challenge = /^334/

/** A login's secrets are behind AUTH and in the answers to challenges. */
export function hideSecrets(said: readonly Said[]): Said[] {
  return said.map(({ from, text }, index) => {
    if (from === 'server') return { from, text }
    const before = said[index - 1]
    if (before?.from === 'server' && challenge.test(before.text)) return { from, text: hidden }
    return { from, text: text.replace(/^(AUTH\s+\S+)\s.*$/is, `$1 ${hidden}`) }
  })
}
