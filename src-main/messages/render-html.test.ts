import { expect, test } from 'vitest'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { edge } from '#test/support/edge.ts'
import { maxInlineChars, renderHtml } from './render-html.ts'

test('inline pictures are put into the page up to its bound, and no further', async () => {
  const sizeBytes = 15_000_000
  /** The name of its type makes a picture longer by as little as a character. */
  const isInside = async (chars: number) => {
    const rest = chars - (sizeBytes / 3) * 4 - 'data:image/;base64,'.length
    const contentType = `image/${'x'.repeat(rest)}`
    const picture = { id: '1', contentId: 'pic', contentType, sizeBytes }
    const detail = { html: '<img src="cid:pic">', text: '', attachments: [picture] } as never as MessageDetail // all that is read of it
    const readImage = async () => Buffer.alloc(sizeBytes)
    const { html } = await renderHtml(detail, { remote: false, dark: false, readImage })
    return html.includes(`data:${contentType};base64,`)
  }
  const inside = await Promise.all(edge(maxInlineChars).map(isInside))
  expect(inside).toEqual([true, true, false])
})
