import { expect, test } from 'vitest'
import type { MessageDetail } from '#shared/api/message-shapes.ts'
import { maxInlineChars, renderHtml } from './render-html.ts'

const prefix = 'data:image/abcde;base64,'

test('inline pictures are put into the page up to its bound, and no further', async () => {
  const isInside = async (sizeBytes: number) => {
    const picture = { id: '1', contentId: 'pic', contentType: 'image/abcde', sizeBytes }
    const detail = { html: '<img src="cid:pic">', text: '', attachments: [picture] } as never as MessageDetail // all that is read of it
    const readImage = async () => Buffer.alloc(sizeBytes)
    return (await renderHtml(detail, { remote: false, dark: false, readImage })).html.includes(prefix)
  }
  const most = ((maxInlineChars - prefix.length) / 4) * 3
  expect([await isInside(most - 3), await isInside(most), await isInside(most + 1)]).toEqual([
    true,
    true,
    false,
  ])
})
