/** Names of the places that one can go to, by their routes. */
export const pages = {
  all: 'All mail',
  pinned: 'Pinned',
  keys: 'Keys',
  accounts: 'Accounts and plans',
  domains: 'Domains',
  usage: 'Usage',
  activity: 'Activity',
  webhooks: 'Webhooks',
  services: 'Emulated services',
  connect: 'Connect your app',
  settings: 'Settings',
}
