/** Names of the pages, by their routes. */
export const pages = {
  services: 'Emulated services',
}
