import { expect, test } from 'vitest'
import { writeExposition } from './exposition.ts'
import { createCounter, createHistogram, gauge } from './instruments.ts'

test('a family is its help, its type, and a line for each sample', () => {
  const counter = createCounter('mails_total', 'Mails.', ['reason', 'way'])
  counter.add(2, ['too large', 'smtp'])
  counter.add(1, ['unknown', 'smtp'])
  counter.add(1, ['too large', 'smtp'])
  expect(writeExposition([counter.family(), gauge('open', 'Open.', 1.5)])).toBe(
    [
      '# HELP mails_total Mails.',
      '# TYPE mails_total counter',
      'mails_total{reason="too large",way="smtp"} 3',
      'mails_total{reason="unknown",way="smtp"} 1',
      '# HELP open Open.',
      '# TYPE open gauge',
      'open 1.5',
      '',
    ].join('\n'),
  )
})

test('what has a meaning in the format is escaped', () => {
  const labels = { path: 'C:\\"new"\nline' }
  expect(writeExposition([gauge('a', 'back\\slash\n"quoted"', [{ labels, value: 0 }])])).toBe(
    '# HELP a back\\\\slash\\n"quoted"\n# TYPE a gauge\na{path="C:\\\\\\"new\\"\\nline"} 0\n',
  )
})

test('a counter without labels is 0 before anything happened, one with labels is empty', () => {
  expect(createCounter('a', 'A.').family().samples).toEqual([{ labels: {}, value: 0 }])
  expect(createCounter('a', 'A.', ['b']).family().samples).toEqual([])
})

test('a histogram counts up to and with each bound', () => {
  const histogram = createHistogram({ name: 'a_seconds', help: 'A.', labels: ['route'], bounds: [0.1, 1] })
  for (const seconds of [0.05, 0.1, 0.5, 1, 2]) histogram.observe(seconds, ['/x'])
  expect(writeExposition([histogram.family()]).split('\n').slice(2, -1)).toEqual([
    'a_seconds_bucket{route="/x",le="0.1"} 2',
    'a_seconds_bucket{route="/x",le="1"} 4',
    'a_seconds_bucket{route="/x",le="+Inf"} 5',
    'a_seconds_sum{route="/x"} 3.65',
    'a_seconds_count{route="/x"} 5',
  ])
})
