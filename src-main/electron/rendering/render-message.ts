import type { WebContents } from 'electron'
import { bytePaths } from '#shared/api/links.ts'
import { MessageDetail } from '#shared/api/message-shapes.ts'
import type { Language } from '#shared/shell/languages.ts'
import { textsOf } from '#shared/shell/texts/texts.ts'
import type { Dispatch } from '../../api/dispatch.ts'
import type { WindowRequest } from '../files/window-request.ts'
import { createHiddenWindows, type HiddenPage } from './hidden-window.ts'
import { withPrintHead, type PrintHead } from './print-page.ts'

type Deps = { dispatch: Dispatch; request: WindowRequest; language: () => Language }

/** What every graphics card and program takes. */
const maxPictureHeight = 16_000
/** Before its real height is known. */
const firstHeight = 900
/** A4 on a screen, so that what a mail does for narrow windows does not happen on paper. */
const paperWidth = 794

/** A message as paper and as a picture: as its preview shows it, without what comes from the network. */
export function createMessageRenderer({ dispatch, request, language }: Deps) {
  const draw = createHiddenWindows()
  const owner = () => ({ caller: { kind: 'owner' }, signal: new AbortController().signal }) as const
  const find = async (id: string) => MessageDetail.parse(await dispatch('getMessage', { id }, owner()))

  async function page(id: string, width: number): Promise<HiddenPage> {
    const { content, headers } = await request(bytePaths.html(id))
    return { html: content.toString(), policy: String(headers['content-security-policy']), width }
  }

  async function paper(id: string): Promise<HiddenPage> {
    const [message, plain] = await Promise.all([find(id), page(id, paperWidth)])
    return { ...plain, html: withPrintHead(plain.html, headOf(message, language())) }
  }

  return {
    subject: async (id: string): Promise<string> => (await find(id)).subject,
    pdf: async (id: string): Promise<Buffer> =>
      draw(await paper(id), contents =>
        contents.printToPDF({ pageSize: 'A4', printBackground: true, generateTaggedPDF: true }),
      ),
    /** The system's dialog; false when it was closed. */
    print: async (id: string): Promise<boolean> => draw(await paper(id), print, { withinMs: Infinity }),
    /** `cut` when it is longer than a picture can be. */
    picture: async (id: string, width: number): Promise<{ png: Buffer; cut: boolean }> =>
      draw(await page(id, width), contents => picture(contents, width), { painted: true }),
  }
}

function headOf({ subject, from, to, cc, receivedAt }: MessageDetail, language: Language): PrintHead {
  const { print } = textsOf(language)
  const named = ({ name, address }: { name: string; address: string }) =>
    name === '' ? address : `${name} <${address}>`
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' })
  const facts = [
    [print.from, named(from)],
    [print.to, to.map(named).join(', ')],
    [print.cc, cc.map(named).join(', ')],
    [print.date, date.format(new Date(receivedAt))],
  ] as const
  return { subject: subject || print.noSubject, facts: facts.filter(([, text]) => text !== '') }
}

function print(contents: WebContents): Promise<boolean> {
  return new Promise(resolve =>
    contents.print({ printBackground: true }, (success, reason) => resolve(success || reason === '')),
  )
}

/** By the debugger's commands, which need no script in the page and reach beyond what a window can be large. */
async function picture(contents: WebContents, width: number): Promise<{ png: Buffer; cut: boolean }> {
  const { debugger: devtools } = contents
  const size = (height: number) => ({ width, height, deviceScaleFactor: 1, mobile: false })
  devtools.attach('1.3')
  try {
    await devtools.sendCommand('Emulation.setDeviceMetricsOverride', size(firstHeight))
    const layout = (await devtools.sendCommand('Page.getLayoutMetrics')) as Layout
    const whole = Math.max(1, Math.ceil(layout.cssContentSize.height))
    const height = Math.min(whole, maxPictureHeight)
    const { data } = (await devtools.sendCommand('Page.captureScreenshot', {
      format: 'png',
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height, scale: 1 },
    })) as { data: string }
    return { png: Buffer.from(data, 'base64'), cut: whole > height }
  } finally {
    devtools.detach()
  }
}

/** The part of Chromium's answer that is used. */
type Layout = { cssContentSize: { width: number; height: number } }
