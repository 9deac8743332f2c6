import { randomInt } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'

/** A mail as apps send them: text, HTML, and a code, so that one sees what is made of it. */
export function writeLetter({ to, domain }: { to: string; domain: string }): SendMailOptions {
  const code = String(randomInt(100_000, 1_000_000))
  return {
    from: { name: 'Mayfly', address: `mayfly@${domain}` },
    to,
    subject: `It works: your test code is ${code}`,
    text: `This mail came in through SMTP, the way that your app will send its own.\n\nYour code is ${code}\n`,
    html: `<!doctype html>
<html lang="en"><body style="margin:0;padding:32px;background:#f4f5f4;font:16px/1.6 system-ui,sans-serif;color:#1d1d1b">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">
<h1 style="margin:0 0 8px;font-size:22px">It works</h1>
<p>This mail came in through SMTP, the way that your app will send its own.</p>
<p style="margin:24px 0 8px;color:#5f5e59">Your code is</p>
<p style="margin:0;font:600 30px ui-monospace,monospace;letter-spacing:.2em">${code}</p>
</div></body></html>`,
  }
}
