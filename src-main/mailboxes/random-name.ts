import { randomInt } from 'node:crypto'

const adjectives =
  'amber brave brisk calm clever cosy crisp early eager fair fresh gentle glad golden happy keen kind light lively lucky merry mild neat nimble noble plain polite proud quick quiet rapid ready rosy shiny silver smart snug soft sunny swift tidy warm wild wise young'.split(
    ' ',
  )
const nouns =
  'badger beaver brook cedar cliff clover comet coral crane daisy falcon fern finch forest garden hazel heron hill island ivy lake lark maple meadow mint moss oak olive otter pebble pine plum poppy raven reed river robin rowan sparrow spruce stone swan thistle tulip valley willow wren'.split(
    ' ',
  )

/** A readable local part such as `quiet-heron-4821`: easy to say, hard to meet twice. */
export const randomLocalPart = (): string => randomWords().join('-')

/** What such names are made of. */
export function randomWords(): [adjective: string, noun: string, digits: string] {
  const pick = (words: string[]) => words[randomInt(words.length)]!
  return [pick(adjectives), pick(nouns), String(randomInt(1000, 10_000))]
}
