import type { Texts } from '../en/en.ts'

export const secrets: Texts['secrets'] = {
  stored: 'Сохранено',
  leave: 'Уйти без него',
  ask: 'Вы сохранили? Показать ещё раз не получится.',
  languages: 'Как использовать',
}
