export const secrets = {
  stored: 'I stored it',
  leave: 'Leave without it',
  ask: 'Is it stored? It cannot be shown again.',
  languages: 'How to use it',
}
