const node = `import { createHmac, timingSafeEqual } from 'node:crypto'

const secret = process.env.WEBHOOK_SECRET // whsec_...

/** Whether a request is from Mayfly. \`body\` is its text as it came, before it is parsed. */
export function isFromMayfly(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(Date.now() / 1000 - Number(seconds)) < 300)) return false
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const expected = createHmac('sha256', key).update(\`\${id}.\${seconds}.\${body}\`).digest()
  return signatures.split(' ').some(one => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
`

const python = `import base64, hashlib, hmac, os, time

secret = os.environ["WEBHOOK_SECRET"]  # whsec_...


def is_from_mayfly(headers, body: bytes) -> bool:
    """Whether a request is from Mayfly. body is as it came, before it is parsed."""
    message_id = headers["webhook-id"]
    seconds = headers["webhook-timestamp"]
    if abs(time.time() - int(seconds)) >= 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{seconds}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers["webhook-signature"].split(" ")
    return any(hmac.compare_digest(one, expected) for one in given)
`

/** How a receiver knows that a request is from here: Standard Webhooks 1.0.0, without a library. */
export const verifySnippets = [
  { id: 'node', label: 'Node', text: node },
  { id: 'python', label: 'Python', text: python },
]
