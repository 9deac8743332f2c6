import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

export type RawAnswer = {
  status: number
  head: string
  body: string
  header: (name: string) => string | undefined
}

/** Sends bytes as they are over a socket of its own and reads to the end: what no HTTP library would send. */
export async function rawHttp(port: number, request: string | Uint8Array): Promise<RawAnswer[]> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(request)
  const said = await text(socket).catch(() => '')
  return said.split(/(?=^HTTP\/1\.1 \d{3} )/m).map(toAnswer)
}

export type Ask = (target: string, asked?: Asked) => Promise<RawAnswer>
type Asked = { method?: string; headers?: string[]; body?: string }

/** One request whose head is written as it is given here. */
export async function askRaw(
  port: number,
  target: string,
  { method = 'GET', headers = [], body = '' }: Asked = {},
): Promise<RawAnswer> {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  const head = [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...length, ...headers]
  return (await rawHttp(port, `${head.join('\r\n')}\r\n\r\n${body}`))[0]!
}

function toAnswer(one: string): RawAnswer {
  const [head = '', ...rest] = one.split('\r\n\r\n')
  return {
    status: Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0),
    head,
    body: rest.join('\r\n\r\n'),
    header: name => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim(),
  }
}
