import type { Texts } from '../en/en.ts'

export const signIn: Texts['signIn'] = {
  title: 'Вход в Mayfly',
  password: 'Пароль',
  submit: 'Войти',
  wait: 'Повторите через {n} с',
  empty: 'Введите пароль владельца.',
  wrong: 'Пароль не подходит.',
  tooMany: 'Слишком много попыток. Придётся подождать.',
  forgotten: 'Забыли? Остановите Mayfly на его машине и выполните {command}',
  noPassword: 'Отсюда пока никто не может войти',
  noPasswordText: 'У Mayfly нет пароля. Остановите его на его машине и выполните {command}',
}
