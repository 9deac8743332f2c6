import { writeCypress, writeJava, writePhp, writeRuby } from './more-snippets.ts'
import { criteria, quote, waitUrl } from './wait-call.ts'

/** What a test has to know to wait for one particular mail. */
export type WaitTarget = { origin: string; mailbox: string; subject: string; code: string | null }
export type Snippet = { id: string; label: string; write(target: WaitTarget): string }

export const snippets: Snippet[] = [
  { id: 'curl', label: 'curl', write: writeCurl },
  { id: 'typescript', label: 'TypeScript', write: writeTypeScript },
  { id: 'playwright', label: 'Playwright', write: writePlaywright },
  { id: 'cypress', label: 'Cypress', write: writeCypress },
  { id: 'python', label: 'Python', write: writePython },
  { id: 'php', label: 'PHP', write: writePhp },
  { id: 'ruby', label: 'Ruby', write: writeRuby },
  { id: 'java', label: 'Java', write: writeJava },
]

function writeCurl(target: WaitTarget): string {
  const parameters = criteria(target).map(
    ([name, value]) => `  --data-urlencode ${shellQuote(`${name}=${value}`)}`,
  )
  return [`curl --fail-with-body --silent --get ${waitUrl(target)}`, ...parameters].join(' \\\n')
}

function writeTypeScript(target: WaitTarget): string {
  return `const query = new URLSearchParams({
${fields(target, '  ')}
})
const response = await fetch(\`${waitUrl(target)}?\${query}\`)
if (!response.ok) throw new Error(await response.text())
const message = await response.json()
${target.code === null ? 'console.log(message.subject)' : 'const code = message.codes[0].value'}
`
}

function writePlaywright(target: WaitTarget): string {
  const check =
    target.code === null
      ? `expect(message.from.address).toBeTruthy()`
      : `await page.getByLabel('Code').fill(message.codes[0].value)`
  return `import { expect, test } from '@playwright/test'

test('the mail arrives', async ({ page, request }) => {
  // …what makes your app send the mail

  const response = await request.get('${waitUrl(target)}', {
    params: {
${fields(target, '      ')}
    },
    timeout: 35_000,
  })
  await expect(response).toBeOK()
  const message = await response.json()
  ${check}
})
`
}

function writePython(target: WaitTarget): string {
  const parameters = criteria(target).map(([name, value]) => `        ${quote(name)}: ${quote(value)},`)
  return `import requests

response = requests.get(
    "${waitUrl(target)}",
    params={
${parameters.join('\n')}
    },
    timeout=35,
)
response.raise_for_status()
message = response.json()
${target.code === null ? 'print(message["subject"])' : 'code = message["codes"][0]["value"]'}
`
}

function fields(target: WaitTarget, indent: string): string {
  return criteria(target)
    .map(([name, value]) => `${indent}${name}: ${quote(value)},`)
    .join('\n')
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
