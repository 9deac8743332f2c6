import { describe, expect, it } from 'vitest'
import { workOf } from '#test/support/work.ts'
import { findLinks } from './links.ts'

describe('findLinks', () => {
  it('puts anchors first and adds bare addresses with the words before them', () => {
    const links = findLinks({
      text: 'Confirm your address:\n<https://a.test/c>\n\nDocs (https://a.test/docs). Wiki: https://a.test/w_(x)',
      htmlLinks: [
        { url: 'https://a.test/b', text: 'Open' },
        { url: 'mailto:a@a.test', text: 'Mail' },
      ],
    })
    expect(links).toEqual([
      { url: 'https://a.test/b', text: 'Open' },
      { url: 'https://a.test/c', text: 'Confirm your address' },
      { url: 'https://a.test/docs', text: 'Docs' },
      { url: 'https://a.test/w_(x)', text: 'Wiki' },
    ])
  })

  it('keeps the telling words of an address that comes twice', () => {
    const url = 'https://a.test/c'
    const htmlLinks = [
      { url, text: url },
      { url, text: 'Confirm' },
    ]
    expect(findLinks({ text: '', htmlLinks })).toEqual([{ url, text: 'Confirm' }])
  })

  it('is bounded and quick on hostile text', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `https://a.test/${index}`).join(' ')
    expect(findLinks({ text: many, htmlLinks: [] })).toHaveLength(100)
    const dots = `https://${'.'.repeat(1_000_000)}`
    expect(workOf(() => findLinks({ text: dots, htmlLinks: [] }))).toBeLessThan(2_000)
  })
})
