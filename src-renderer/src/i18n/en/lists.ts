export const lists = {
  more: 'Show more',
  some: '{shown} of {total}',
  old: 'What you see may be old: {problem}',
  actions: 'Actions',
  actionsOf: 'Actions for {name}',
  never: 'never',
}
