import { createHash } from 'node:crypto'
import type { Identity, IdentityClient } from '#shared/api/identities.ts'

type Choice = {
  client: Pick<IdentityClient, 'name' | 'providerLabel'>
  identities: readonly Pick<Identity, 'id' | 'name' | 'mailboxAddress'>[]
  redirectUri: string
}

/** Who is it to be? The form goes back to where the page came from, with all that the app asked. */
export function signInPage({ client, identities, redirectUri }: Choice): string {
  const title = `Sign in with ${client.providerLabel}`
  const choices = identities.map(choice).join('')
  const nobody = `<p class="empty">Nobody can sign in here yet. Give this client an identity, or make one active.</p>`
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>to go on to <strong>${escapeHtml(client.name)}</strong></p>
<form method="post">
${choices === '' ? nobody : `<ul>${choices}</ul>`}
<button class="cancel" name="cancel" value="1">Cancel</button>
</form>
<p class="note">A mock provider for tests: no password, no real account. You come back at
<span>${escapeHtml(redirectUri)}</span></p>`,
  )
}

/** What is wrong with a sign-in, where sending the browser back would be wrong too. */
export function refusalPage(message: string): string {
  const title = 'This sign-in does not work'
  return page(title, `<h1>${title}</h1>\n<p>${escapeHtml(message)}</p>`)
}

/**
 * No script, nothing from elsewhere, in nobody's frame. The form is sent here; the browser holds that rule against where
 * it is sent next, too, so the app's place is named.
 */
export function contentSecurityPolicy(redirectUri?: string): string {
  const formAction = redirectUri === undefined ? "'none'" : `'self' ${placeOf(redirectUri)}`
  return `default-src 'none'; style-src '${styleHash}'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`
}

/** A host as such a policy can name it, or else the scheme: it knows no IPv6 addresses, and apps' own schemes have no host. */
function placeOf(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri)
  const isNameable = /^https?:$/.test(protocol) && /^[a-z0-9.-]+(:\d+)?$/.test(host)
  return isNameable ? `${protocol}//${host}` : protocol
}

function choice({ id, name, mailboxAddress }: Choice['identities'][number]): string {
  const initial = [...name][0] ?? ''
  return `<li><button name="identity" value="${escapeHtml(id)}">
<span class="initial" aria-hidden="true">${escapeHtml(initial.toUpperCase())}</span>
<span><strong>${escapeHtml(name)}</strong><br>${escapeHtml(mailboxAddress)}</span></button></li>`
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!)
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { box-sizing: border-box; margin: 0; padding: 1rem; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f5f7, #16181d) }
main { box-sizing: border-box; width: min(26rem, 100%); padding: 2rem; overflow-wrap: anywhere;
  background: light-dark(#fff, #20232a); border-radius: 12px; box-shadow: 0 1px 4px #0003 }
h1 { margin: 0; font-size: 1.35rem }
p { margin: .25rem 0 0 }
ul { list-style: none; margin: 1.25rem 0 .75rem; padding: 0; display: grid; gap: .5rem }
button { font: inherit; color: inherit; cursor: pointer; border-radius: 8px; background: none;
  border: 1px solid light-dark(#cfd3da, #454b57) }
button:hover { background: light-dark(#eef3ff, #2a3040) }
button:focus-visible { outline: 2px solid #3b6fe0; outline-offset: 2px }
li button { display: flex; gap: .75rem; align-items: center; width: 100%; padding: .6rem .75rem; text-align: left }
.initial { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 50%;
  color: #fff; background: #3b6fe0; font-weight: 600 }
.cancel { padding: .35rem .9rem }
.empty { margin: 1.25rem 0 }
.note { margin-top: 1.5rem; font-size: .85rem; color: light-dark(#59606d, #a3aab8) }
`

const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`
