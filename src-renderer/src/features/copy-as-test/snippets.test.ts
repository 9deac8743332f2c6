import { expect, test } from 'vitest'
import { snippets } from './snippets.ts'

const target = {
  origin: 'http://localhost:8025',
  mailbox: 'a@x.test',
  subject: `It's "$HOME" \`here\``,
  code: '482913',
}
const written = Object.fromEntries(snippets.map(({ id, write }) => [id, write(target)]))

test('every snippet waits for the mailbox and the subject at the right place', () => {
  for (const text of Object.values(written)) {
    expect(text).toContain('http://localhost:8025/api/v1/messages/wait')
    expect(text).toMatch(/a(@|%40)x\.test/)
    expect(text).toMatch(/\$HOME|%24HOME/)
  }
})

test('a subject cannot end its quotes', () => {
  expect(written.curl).toContain(`'subject=It'\\''s "$HOME" \`here\`'`)
  expect(written.php).toContain(`'It\\'s "$HOME" \`here\`'`)
  expect(written.ruby).toContain(`'It\\'s "$HOME" \`here\`'`)
  expect(written.cypress).toContain('"It\'s \\"$HOME\\" `here`"')
  expect(written.typescript).toContain('"It\'s \\"$HOME\\" `here`"')
})
