import type { Texts } from '../en/en.ts'

export const dialogs: Texts['dialogs'] = {
  newMailbox: {
    title: 'Новый ящик',
    text: 'Придумайте адрес или оставьте поле пустым — будет случайный.',
    localPart: 'Адрес',
    localPartHint: 'случайный',
    domain: 'Домен',
    tag: 'Метка',
    tagHint: 'необязательно, чтобы потом найти',
    create: 'Создать',
    created: 'Ящик {address} готов',
  },
  lifetime: {
    title: 'Сколько ему жить?',
    text: 'Отсчёт с этой минуты. Когда срок выйдет, {address} перестанет принимать почту.',
    label: 'Срок жизни',
    recoverable: 'Потом хранить в архиве вместе с письмами',
    save: 'Сохранить',
    choices: {
      never: 'Пока не удалю',
      minutes10: '10 минут',
      hour: 'Час',
      day: 'Сутки',
      week: 'Неделя',
      month: '30 дней',
    },
  },
  deleteMailbox: {
    title: 'Удалить ящик?',
    text: '{address} и {count} письмо в нём будут удалены. Отменить это нельзя. | {address} и {count} письма в нём будут удалены. Отменить это нельзя. | {address} и {count} писем в нём будут удалены. Отменить это нельзя.',
    confirm: 'Удалить ящик',
    done: 'Ящик удалён',
  },
  copyAsTest: {
    title: 'Скопировать как тест',
    text: 'Ждёт такое письмо до 30 секунд и завершается, как только оно пришло.',
    languages: 'Язык',
  },
}
