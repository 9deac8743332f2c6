import { compatPath } from '#shared/api/compat.ts'
import type { TestApp } from '#test/support/start-app.ts'

type Sent = { query?: Record<string, string>; json?: unknown; form?: { body: string; boundary: string } }

/** What the Python client raises: it reads `error` and `message`, and else shows the text. */
export class PythonApiError extends Error {
  readonly status: number
  readonly error: string | undefined

  constructor(status: number, text: string) {
    const { error, message } = readJson(text) as { error?: string; message?: string }
    super(message ?? text.slice(0, 200))
    this.status = status
    this.error = error
  }
}

/**
 * MinuteMail's Python client as it is seen from the wire: what it puts into each request, which one status it takes for
 * success, and how it reads what comes back. Its base URL has no `/v1`.
 */
export function pythonClient(app: TestApp, key: string) {
  async function request(okStatus: number, method: string, path: string, sent: Sent = {}, withKey = true) {
    const search = sent.query ? `?${new URLSearchParams(sent.query)}` : ''
    const response = await fetch(`${app.url}${compatPath('minutemail')}${path}${search}`, {
      method,
      headers: {
        'user-agent': 'python-requests/2.32.5',
        accept: 'application/json',
        'accept-encoding': 'gzip, deflate',
        ...(withKey ? { authorization: `Bearer ${key}` } : {}),
        ...(sent.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(sent.form ? { 'content-type': `multipart/form-data; boundary=${sent.form.boundary}` } : {}),
      },
      body: sent.form?.body ?? (sent.json === undefined ? null : JSON.stringify(sent.json)),
    })
    const text = await response.text()
    if (response.status !== okStatus) throw new PythonApiError(response.status, text)
    return text === '' ? null : (JSON.parse(text) as Record<string, unknown>)
  }

  const post = (path: string, json?: unknown) => request(201, 'POST', `/v1${path}`, { json })
  const get = (path: string, query?: Record<string, string>) =>
    request(200, 'GET', `/v1${path}`, query ? { query } : {})
  const remove = (path: string, ids?: string[]) =>
    request(204, 'DELETE', `/v1${path}`, ids ? { json: { ids } } : {})

  return {
    post,
    get,
    remove,
    /** Domains and members are gone with another status. */
    removeLater: (path: string) => request(202, 'DELETE', `/v1${path}`),
    change: (method: 'POST' | 'DELETE', path: string) => request(200, method, `/v1${path}`),
    injectMail: (mailbox: string, fields: Record<string, string>, files: Record<string, string> = {}) =>
      request(201, 'POST', `/v1/mailboxes/${mailbox}/mails`, { form: toForm(fields, files) }),
    probe: (path: string) => request(200, 'GET', path, {}, false),
  }
}

/** As `requests` writes a form: fields without a type, and files that it names after themselves. */
function toForm(fields: Record<string, string>, files: Record<string, string>) {
  const boundary = '9f2c5d1e8b7a4c3d9e0f1a2b3c4d5e6f'
  const part = (disposition: string, content: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`
  const parts = [
    ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)),
    ...Object.entries(files).map(([name, content]) => part(`name="${name}"; filename="${name}"`, content)),
  ]
  return { boundary, body: `${parts.join('')}--${boundary}--\r\n` }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
