import { createZipf, type Random } from './random.ts'

/** Words that mails are full of, the most used first. */
const usual =
  'the your you to and for of in is this we on with order was will account please from it at have not by our be that email thank now us are when view new if here can what within more any received who team was update all link number there click code reset day address welcome wish about weekly shipped would delivery contact support hello invoice time details week payment confirm message questions'.split(
    ' ',
  )
const vocabulary = 30_000
const starts = 'b br c ch d dr f g gr h j k l m n p pl qu r s st t tr v w z'.split(' ')
const middles = 'a e i o u ai ea ou'.split(' ')
const ends = 'n r l s t x m nd st ck'.split(' ')

const pickWord = createZipf(vocabulary)

/** A word as often as language uses it: a few in every mail, most in very few. */
export const drawWord = (random: Random): string => wordOfRank(pickWord(random))

/** The usual words, and behind them made-up ones, each rank another. */
function wordOfRank(rank: number): string {
  if (rank < usual.length) return usual[rank]!
  let rest = rank
  let word = ''
  for (let part = 0; part < 3 || rest > 0; part += 1) {
    word += starts[rest % starts.length]! + middles[rest % middles.length]!
    rest = Math.floor(rest / starts.length)
  }
  return word + ends[rank % ends.length]!
}

export function drawWords(random: Random, count: number): string {
  return Array.from({ length: count }, () => drawWord(random)).join(' ')
}
