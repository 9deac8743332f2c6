import { commonWord, marksOf } from '../mails/mail.ts'
import { sleep } from '../process/sleep.ts'
import type { Server } from '../process/server.ts'

type Options = {
  server: Pick<Server, 'contender' | 'http'>
  mailboxes: number
  /** Rest between two questions. */
  restMs: number
  isOver: () => boolean
}

/** What the reader did, to see afterwards that it did. */
export type Reading = { lists: number; searches: number; waits: number; attachments: number; gone: number }

/**
 * Somebody who looks now and then: lists, searches, reads an attachment, waits for a mail. Resolves when it is over;
 * rejects with the first answer that is not right. What retention took between list and reading is no failure.
 */
export async function readNowAndThen({ server, mailboxes, restMs, isOver }: Options): Promise<Reading> {
  const { http } = server
  const api = server.contender.api!
  const done: Reading = { lists: 0, searches: 0, waits: 0, attachments: 0, gone: 0 }
  for (let turn = 0; !isOver(); turn += 1) {
    const list = await http.get(api.listPath)
    done.lists += 1
    await http.get(api.searchPath!(commonWord))
    done.searches += 1
    const items = itemsOf(list.body)
    // Mail that is not there yet: it comes, since mailboxes get theirs in turn.
    const wait = api.waitPath!(marksOf(turn % mailboxes).recipient)
    await http.get(`${wait}&after=${items[0]?.seq ?? 0}`)
    done.waits += 1
    const withFile = items.find(({ attachmentCount }) => attachmentCount > 0)
    if (withFile) done[(await readAttachment(withFile.id)) ? 'attachments' : 'gone'] += 1
    await sleep(restMs)
  }
  return done

  async function readAttachment(id: string): Promise<boolean> {
    try {
      const detail = await http.get(api.detailPath!(id))
      await http.drain(api.attachmentPath!(detail.body))
      return true
    } catch (error) {
      if (/: 404 /.test(String(error))) return false
      throw error
    }
  }
}

type Item = { id: string; seq: number; attachmentCount: number }
const itemsOf = (body: string): Item[] => (JSON.parse(body) as { items: Item[] }).items
