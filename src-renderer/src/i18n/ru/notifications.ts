import type { Texts } from '../en/en.ts'

export const notifications: Texts['notifications'] = {
  code: 'Код {code}',
  many: '{n} новое письмо | {n} новых письма | {n} новых писем',
}
