export const notifications = {
  code: 'Code {code}',
  many: '{n} new mail | {n} new mails',
}
