import { createHash } from 'node:crypto'
import type { Invoice } from './invoices.ts'

/** What the page says; `bought` has the key, this once. */
export type CheckoutState =
  | { kind: 'open' }
  | { kind: 'declined' }
  | { kind: 'bought'; key: string }
  | { kind: 'paid' }
  | { kind: 'notOwner' }

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 30rem; margin: 12vh auto; padding: 0 1.5rem }
h1 { font-size: 1.25rem }
form { display: inline }
button { font: inherit; padding: .5rem 1rem; margin-right: .5rem; cursor: pointer }
code { display: block; padding: .75rem; border: 1px solid GrayText; border-radius: .375rem; overflow-wrap: anywhere; user-select: all }
[role=alert] { color: light-dark(#b3261e, #ff8a80) }
small { color: GrayText }
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
<h1>Mailfade ${plans[invoice.plan]}</h1>
<p>${rails[invoice.rail]}, invoice ${invoice.id}</p>
${describe(state)}
<p><small>A simulation by Mayfly on your own machine. Nobody is charged, and nothing leaves it.</small></p>
</html>
`
}

function describe(state: CheckoutState): string {
  if (state.kind === 'open') return buttons
  if (state.kind === 'declined') return `<p role="alert">The payment was declined.</p>${buttons}`
  if (state.kind === 'bought') return `<p>Paid. Your key, shown this once:</p><code>${state.key}</code>`
  if (state.kind === 'paid') return '<p>Paid. The key was shown once and is not kept.</p>'
  return '<p role="alert">Only the owner of this Mayfly can pay. Sign in to Mayfly at this address first.</p>'
}

const button = (outcome: string, label: string): string =>
  `<form method="post"><button name="outcome" value="${outcome}">${label}</button></form>`
const buttons = `<p>${button('pay', 'Pay')}${button('fail', 'Decline')}</p>`
