import { createHash } from 'node:crypto'
import type { Invoice } from './invoices.ts'

/** What the page says; `bought` has the key, this once. */
export type CheckoutState =
  | { kind: 'open' }
  | { kind: 'declined' }
  | { kind: 'bought'; key: string }
  | { kind: 'paying' }
  | { kind: 'paid' }
  /** `path` is where the owner finds the page below the addresses of Mayfly itself: only there anybody signs in. */
  | { kind: 'notOwner'; path: string }

/** In the colours of the window. */
const style = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif;
  --line: light-dark(#e6e5e1, #2b2b29); --mute: light-dark(#5f5e59, #a9a7a0); --accent: light-dark(#0d7a6b, #3fc7b0) }
body { margin: 0; padding: 12vh 1rem 2rem; background: light-dark(#f3f3f1, #131312); color: light-dark(#1d1d1b, #ecebe7) }
main { max-width: 24rem; margin: 0 auto; padding: 1.5rem; border: 1px solid var(--line); border-radius: 12px;
  background: light-dark(#ffffff, #1c1c1b) }
h1 { margin: 0; font-size: 1.2rem }
p { margin: .75rem 0 0; overflow-wrap: anywhere }
form { display: inline }
button { margin: .5rem .25rem 0 0; padding: .5rem 1.25rem; border: 1px solid var(--line); border-radius: 7px;
  background: none; color: inherit; font: inherit }
button[value=pay] { border-color: var(--accent); background: var(--accent); color: light-dark(#ffffff, #08211c); font-weight: 600 }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
code { display: block; margin-top: .75rem; padding: .75rem; border-radius: 8px; background: light-dark(#e2f3ef, #15312c);
  color: light-dark(#085e52, #7fe3d1); font-weight: 600; overflow-wrap: anywhere; user-select: all }
[role=alert] { color: light-dark(#b42318, #f07167) }
small, .rail { color: var(--mute) }
`

/** No script, no picture, no other address; its forms post to itself. */
export const checkoutPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const rails: Record<Invoice['rail'], string> = { stripe: 'Card (Stripe)', lightning: 'Lightning (BTCPay)' }
const plans: Record<Invoice['plan'], string> = { dev: 'Dev', team: 'Team' }

/** All that goes into it is of our own making: nothing to escape. */
export function checkoutPage(invoice: Invoice, state: CheckoutState): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Checkout</title>
<style>${style}</style>
<main>
<h1>Mailfade ${plans[invoice.plan]}</h1>
<p class="rail">${rails[invoice.rail]}, invoice ${invoice.id}</p>
${describe(state)}
<p><small>A simulation by Mayfly on your own machine. Nobody is charged, and nothing leaves it.</small></p>
</main>
</html>
`
}

function describe(state: CheckoutState): string {
  if (state.kind === 'open') return buttons
  if (state.kind === 'declined') return `<p role="alert">The payment was declined.</p>${buttons}`
  if (state.kind === 'bought') return `<p>Paid. Your key, shown this once:</p><code>${state.key}</code>`
  if (state.kind === 'paid') return '<p>Paid. The key was shown once and is not kept.</p>'
  if (state.kind === 'paying')
    return '<p>The payment is on its way. Whoever pressed the button first gets the key.</p>'
  return `<p role="alert">Only the owner of this Mayfly can pay. Open ${state.path} at the address where you use Mayfly
itself: signed in, or on its own machine when it has no password.</p>`
}

const button = (outcome: string, label: string): string =>
  `<form method="post"><button name="outcome" value="${outcome}">${label}</button></form>`
const buttons = `<p>${button('pay', 'Pay')}${button('fail', 'Decline')}</p>`
