export const lists = {
  more: 'Show more',
  some: '{shown} of {total}',
  old: 'What you see may be old: {problem}',
  actions: 'Actions',
  actionsOf: 'Actions for {name}',
  pause: 'Pause',
  resume: 'Go on',
  missed: '{n} new',
  never: 'never',
}
