import type { Texts } from '../en/en.ts'

export const lists: Texts['lists'] = {
  more: 'Показать ещё',
  some: '{shown} из {total}',
  old: 'Данные могли устареть: {problem}',
  actions: 'Действия',
  actionsOf: 'Действия: {name}',
  pause: 'Пауза',
  resume: 'Продолжить',
  missed: 'новых: {n}',
  never: 'никогда',
}
