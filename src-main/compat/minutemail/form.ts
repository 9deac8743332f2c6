import { AppError } from '#shared/api/errors.ts'

export type FormFile = { filename: string; contentType: string; bytes: Buffer }
export type Form = { fields: Record<string, string>; files: FormFile[] }

/** Fields and files of a form together: the mail takes a hundred attachments. */
const maxParts = 110

/** Reads a `multipart/form-data` body with the runtime's own parser. Throws `bad_request`. */
export async function readForm(body: unknown, contentType: string | undefined): Promise<Form> {
  const boundary = boundaryOf(contentType ?? '')
  if (!Buffer.isBuffer(body) || boundary === undefined)
    throw new AppError('bad_request', 'Send multipart/form-data with sender, subject, body and files.')
  // Before they cost anything.
  if (countOf(body, `--${boundary}`) > maxParts + 1) throw tooManyParts()
  const form: Form = { fields: {}, files: [] }
  const entries = [...(await parse(body, contentType!))]
  if (entries.length > maxParts) throw tooManyParts()
  for (const [name, value] of entries) {
    if (typeof value === 'string') form.fields[name] = value
    // A page's form sends a field for files empty where none was chosen.
    else if (value.name !== '' || value.size > 0) form.files.push(await toFile(value))
  }
  return form
}

/** Undefined for a type that the parser might read in another way: with two boundaries, or with one of unusual characters. */
function boundaryOf(contentType: string): string | undefined {
  if (contentType.split(/boundary=/i).length !== 2) return undefined
  return /^multipart\/form-data;.*boundary="?([\w'()+,./:=?-]+)"?\s*(;|$)/i.exec(contentType)?.[1]
}

const tooManyParts = (): AppError =>
  new AppError('bad_request', `A form has at most ${maxParts} fields and files.`)

async function parse(body: Buffer, contentType: string): Promise<FormData> {
  // The type says that a Buffer could lie in shared memory; what came over HTTP does not.
  const response = new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } })
  try {
    return await response.formData()
  } catch (cause) {
    throw new AppError('bad_request', 'The form is not whole, or not multipart/form-data.', { cause })
  }
}

async function toFile(file: File): Promise<FormFile> {
  return {
    filename: file.name || 'file',
    contentType: file.type || 'application/octet-stream',
    bytes: Buffer.from(await file.arrayBuffer()),
  }
}

function countOf(body: Buffer, text: string): number {
  let count = 0
  for (let at = body.indexOf(text); at >= 0 && count <= maxParts + 1; at = body.indexOf(text, at + 1)) count++
  return count
}
