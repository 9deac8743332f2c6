import type { Texts } from '../en/en.ts'

export const time: Texts['time'] = {
  now: 'сейчас',
  minutes: '{n} мин',
  yesterday: 'Вчера',
  leftMinutes: '{n} м',
  leftHours: '{n} ч',
  leftDays: '{n} д',
  expired: 'истёк',
  livesMinutes: 'ящик живёт ещё {n} мин',
  livesHours: 'ящик живёт ещё {n} ч',
  livesDays: 'ящик живёт ещё {n} дн.',
}
