import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** What the server says to a question: records, or how it fails. `silence` says nothing at all. */
export type DnsReply = { txt: string[][] } | { mx: [number, string][] } | 'nxdomain' | 'servfail' | 'silence'
/** By type and name: `TXT _mayfly.shop.test`. What is not listed has no such record. */
type Zone = ReadonlyMap<string, DnsReply>

const types: Record<number, string> = { 15: 'MX', 16: 'TXT' }
const responseCodes: Record<string, number> = { nxdomain: 3, servfail: 2 }

export type DnsServer = Awaited<ReturnType<typeof startDnsServer>>

/** A name server of a few records on 127.0.0.1 (RFC 1035 over UDP): for TXT and MX, and for every way to fail. */
export async function startDnsServer(zone: Zone) {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, { port, address }) => {
    const question = readQuestion(query)
    asked.push(question.key)
    const reply = zone.get(question.key) ?? { txt: [] }
    if (reply !== 'silence') socket.send(answer(query, question.end, reply), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    /** Every question so far. */
    asked,
    stop: () => new Promise<void>(resolve => socket.close(() => resolve())),
  }
}

const headerBytes = 12

function readQuestion(query: Buffer): { key: string; end: number } {
  const labels: string[] = []
  let at = headerBytes
  while (query[at] !== 0) {
    const length = query[at]!
    labels.push(query.toString('ascii', at + 1, at + 1 + length))
    at += 1 + length
  }
  const type = query.readUInt16BE(at + 1)
  return { key: `${types[type] ?? type} ${labels.join('.').toLowerCase()}`, end: at + 5 }
}

function answer(query: Buffer, questionEnd: number, reply: Exclude<DnsReply, 'silence'>): Buffer {
  const failed = typeof reply === 'string'
  const records = failed ? [] : 'txt' in reply ? reply.txt.map(txtRecord) : reply.mx.map(mxRecord)
  const header = Buffer.alloc(headerBytes)
  query.copy(header, 0, 0, 2) // the id
  // A response that recursion was wanted and had for.
  header.writeUInt16BE(0x8180 | (failed ? responseCodes[reply]! : 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, query.subarray(headerBytes, questionEnd), ...records])
}

const txtRecord = (chunks: string[]): Buffer => record(16, Buffer.concat(chunks.map(text)))

const mxRecord = ([priority, exchange]: [number, string]): Buffer =>
  record(
    15,
    Buffer.concat([
      Buffer.from([priority >> 8, priority & 255]),
      ...exchange.split('.').map(text),
      Buffer.of(0),
    ]),
  )

/** The name as a pointer to the question, class IN, a minute to live. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, headerBytes, 0, type, 0, 1, 0, 0, 0, 60, 0, 0])
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

/** A character string, or a label: its length, then its bytes. */
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.of(Buffer.byteLength(value)), Buffer.from(value)])
