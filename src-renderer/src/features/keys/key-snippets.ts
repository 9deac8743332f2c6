import type { KeyService } from '#shared/api/keys.ts'
import { sampleCalls } from './key-services.ts'

type Use = { service: KeyService; base: string; key: string }

/** How a program calls with a key. All services take it as a bearer token. */
export function writeKeySnippets({ service, base, key }: Use) {
  const url = base + sampleCalls[service]
  const curl = `curl ${url} \\
  -H "Authorization: Bearer ${key}"`
  const node = `const response = await fetch('${url}', {
  headers: { authorization: 'Bearer ${key}' },
})
console.log(response.status, await response.json())`
  const python = `import json, urllib.request

request = urllib.request.Request(
    "${url}",
    headers={"Authorization": "Bearer ${key}"},
)
print(json.load(urllib.request.urlopen(request)))`
  return [
    { id: 'curl', label: 'curl', text: curl },
    { id: 'node', label: 'Node', text: node },
    { id: 'python', label: 'Python', text: python },
  ]
}

/** Stands for the secret, where it is not known any more. */
export const keyPlaceholder = (prefix: string): string => `${prefix}…`
