import type { SendMailOptions } from 'nodemailer'

const signIn = `<!doctype html><html><body style="margin:0;background:#f4f5f7;font:16px/1.6 Georgia,serif;color:#222">
<div style="max-width:560px;margin:32px auto;background:#fff;border:1px solid #e5e7eb;border-radius:12px;padding:32px 36px">
<img src="http://cdn.northwind.test/logo.png" width="480" height="54" alt="Northwind">
<h1 style="font:650 24px/1.3 system-ui,sans-serif;margin:20px 0 8px">Sign in to Northwind</h1>
<p>Use this code to finish signing in. It works once, for ten minutes.</p>
<p style="font:600 30px ui-monospace,monospace;letter-spacing:.2em;margin:12px 0">482 913</p>
<p><a href="https://accounts.northwind.test/signin/confirm?t=9f2c" style="display:inline-block;background:#3b5b8c;color:#fff;padding:10px 18px;border-radius:6px;font:600 14px system-ui,sans-serif;text-decoration:none">Sign in on this device</a></p>
<p>If this was not you, nothing happens unless someone uses the code. <a href="https://accounts.northwind.test/deny/9f2c">It wasn’t me</a></p>
<img src="http://cdn.northwind.test/pixel.gif" width="1" height="1" alt="">
</div></body></html>`

const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'.padEnd(84_000, ' '),
)

/** Mail as a tester sees it on a working day; the last one is the newest. */
export const demoMails: SendMailOptions[] = [
  {
    from: '"Support desk" <support@shop.localhost>',
    to: 'support@shop.localhost',
    subject: 'Re: [#20418] Cannot export my data',
    text: 'Hello, we have looked into this and found that the export stops at the first empty project.',
  },
  {
    from: '"Calendar" <calendar@example.test>',
    to: 'qa.billing@example.test',
    subject: 'Invitation: Release review, Mon 23 Nov, 10:00',
    text: 'You have been invited to the following event by qa@example.test.',
    icalEvent: {
      method: 'REQUEST',
      content:
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1@example.test\r\nDTSTART:20261123T100000Z\r\nSUMMARY:Release review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    },
  },
  {
    from: 'no-reply@auth.test',
    to: 'signup-eu@mayfly.test',
    subject: 'Confirm your e-mail address',
    html: '<p>Click the button below to confirm that this address is yours.</p><a href="https://auth.test/confirm?token=abc">Confirm address</a>',
  },
  {
    from: '"Служба доставки" <delivery@example.test>',
    to: 'qa.billing@example.test',
    subject: 'Ваш заказ передан курьеру',
    text: 'Код подтверждения: 7714. Курьер позвонит за час до визита.',
  },
  {
    from: '"Build" <builds@ci.test>',
    to: 'newsletter@example.test',
    subject: '[app] Run failed: end-to-end (chromium)',
    text: 'The job end-to-end failed after 3 minutes and 12 seconds.',
  },
  {
    from: '"Weekly Digest" <digest@news.test>',
    to: 'newsletter@example.test',
    subject: 'What changed this week in your projects',
    text: '4 merged, 2 waiting for review, 1 failed deployment. https://news.test/digest/47',
  },
  {
    from: 'billing@shop.localhost',
    to: 'qa.billing@example.test',
    subject: 'Invoice 2026-0413 for November',
    text: 'Thank you for your order. The invoice is attached as a PDF.',
    attachments: [{ filename: 'invoice-2026-0413.pdf', content: pdf }],
  },
  {
    from: '"Acme Store" <hello@acme.test>',
    to: 'reset-flow@mayfly.test',
    subject: 'Reset your password',
    text: 'Someone asked to reset the password for reset-flow@mayfly.test.\n\nhttps://acme.test/reset?token=5d1f\n\nIf it was not you, ignore this mail.',
  },
  {
    from: '"Northwind Accounts" <no-reply@accounts.northwind.test>',
    to: 'signup-eu@mayfly.test',
    envelope: { from: 'bounce+4821@mta.northwind.test', to: 'signup-eu@mayfly.test' },
    subject: 'Your sign-in code is 482 913',
    text: 'Enter this code within 10 minutes to finish signing in: 482 913\n\nhttps://accounts.northwind.test/signin/confirm?t=9f2c',
    html: signIn,
    attachments: [{ filename: 'security-notes.pdf', content: pdf }],
  },
]
