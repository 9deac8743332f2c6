type Json = Record<string, unknown>
type Parameter = { name: string; in: string; required: boolean; schema: Json }
type Described = {
  summary: string
  operationId: string
  parameters?: Parameter[]
  requestBody?: Json
  responses: Record<string, Json>
}

/** The reference as one page without scripts: every call with its parameters, body and answer. */
export function docsPage(document: Json): string {
  const calls = Object.entries(document['paths'] as Record<string, Record<string, Described>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, call]) => ({ path, method: method.toUpperCase(), call })),
  )
  const menu = calls.map(
    ({ path, method, call }) => `<li><a href="#${call.operationId}"><b>${method}</b> ${escape(path)}</a>`,
  )
  const sections = calls.map(({ path, method, call }) => section(path, method, call))
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mayfly API</title><style>${docsStyle}</style>
<nav><h1>Mayfly API</h1><p><a href="/openapi.json">OpenAPI document</a> · <a href="/">Inbox</a></p><ul>${menu.join('')}</ul></nav>
<main>${sections.join('')}</main></html>`
}

export const docsStyle = `
:root{color-scheme:light dark;--line:light-dark(#e6e5e1,#2b2b29);--mute:light-dark(#6b6a65,#a19f98);--accent:light-dark(#085e52,#7fe3d1)}
*{box-sizing:border-box}body{margin:0;display:grid;grid-template-columns:minmax(240px,360px) 1fr;font:14px/1.5 system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:16px 20px;border-right:1px solid var(--line)}
nav ul{list-style:none;padding:0;font-size:13px}nav li{margin:4px 0;overflow-wrap:anywhere}h1{font-size:18px}
main{padding:16px 32px;max-width:960px;min-width:0}section{padding:16px 0;border-bottom:1px solid var(--line)}
h2{font:600 15px ui-monospace,monospace;margin:0 0 4px}h3{font-size:13px;color:var(--mute);margin:16px 0 4px}a{color:var(--accent);text-decoration:none}
table{border-collapse:collapse;width:100%;font-size:13px}td{padding:4px 12px 4px 0;border-top:1px solid var(--line);vertical-align:top}
code,pre{font:12.5px/1.5 ui-monospace,monospace}pre{overflow:auto;padding:12px;border:1px solid var(--line);border-radius:8px;max-height:360px}
@media(max-width:800px){body{display:block}nav{position:static;height:auto;border:0}main{padding:16px 20px}}`

function section(path: string, method: string, call: Described): string {
  const answers = Object.entries(call.responses).filter(([status]) => status.startsWith('2'))
  return `<section id="${call.operationId}"><h2>${method} ${escape(path)}</h2><p>${escape(call.summary)}</p>
${parameterTable(call.parameters ?? [])}${call.requestBody ? block('Body', contentOf(call.requestBody)) : ''}
${answers.map(([status, answer]) => block(`Answer ${status}`, contentOf(answer))).join('')}</section>`
}

function parameterTable(parameters: Parameter[]): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code><td>${place}${required ? ', needed' : ''}<td><code>${escape(shortType(schema))}</code>`,
  )
  return `<h3>Parameters</h3><table>${rows.join('')}</table>`
}

function block(title: string, content: Json | undefined): string {
  if (!content) return ''
  return Object.entries(content as Record<string, { schema: Json }>)
    .map(([type, { schema }]) => `<h3>${title} · ${escape(type)}</h3><pre>${escape(outline(schema))}</pre>`)
    .join('')
}

function contentOf(holder: Json): Json | undefined {
  return holder['content'] as Record<string, Json> | undefined
}

/** A schema as the JSON it describes, types in the place of values. */
function outline(schema: Json, depth = 0): string {
  const indent = '  '.repeat(depth + 1)
  if (schema['anyOf']) return (schema['anyOf'] as Json[]).map(one => outline(one, depth)).join(' | ')
  if (schema['type'] === 'array') return `[${outline(schema['items'] as Json, depth)}]`
  if (schema['properties'] === undefined) return shortType(schema)
  const needed = new Set(schema['required'] as string[] | undefined)
  const fields = Object.entries(schema['properties'] as Record<string, Json>).map(
    ([name, field]) => `${indent}${name}${needed.has(name) ? '' : '?'}: ${outline(field, depth + 1)}`,
  )
  return `{\n${fields.join('\n')}\n${'  '.repeat(depth)}}`
}

function shortType(schema: Json): string {
  if (schema['$ref']) return String(schema['$ref']).split('/').at(-1)!
  if (schema['enum']) return (schema['enum'] as unknown[]).map(value => JSON.stringify(value)).join(' | ')
  if (schema['const'] !== undefined) return JSON.stringify(schema['const'])
  const format = schema['format'] === undefined ? '' : ` (${String(schema['format'])})`
  const fallback = schema['default'] === undefined ? '' : ` = ${JSON.stringify(schema['default'])}`
  return `${String(schema['type'] ?? 'any')}${format}${fallback}`
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}
