import { expect, test } from 'vitest'
import { isRedirectUri } from './redirect-uri.ts'

test.each([
  'http://localhost:3000/callback',
  'https://app.test/sign-in/done?tenant=1&x=y',
  'http://[::1]:8080/',
  'com.example.app:/oauth2redirect',
  'myapp://done',
])('%s can be sent to', uri => expect(isRedirectUri(uri)).toBe(true))

test.each([
  '',
  '/callback',
  'app.test/callback',
  'https://app.test/#part',
  'https://user:word@app.test/',
  'https://',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'https://app.test/ x',
  'https://app.test/\r\nset-cookie:a=b',
  'https://app.test/"><script>',
  "https://app.test/;script-src 'unsafe-inline'",
  'https://bücher.test/',
])('%j cannot', uri => expect(isRedirectUri(uri)).toBe(false))
