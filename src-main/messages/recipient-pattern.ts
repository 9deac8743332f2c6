/** Whether an address fits a list such as `*@example.com, dana@shop.test`; an empty list is for everybody. */
export function isAllowedRecipient(list: string, address: string): boolean {
  const patterns = list.split(/[\s,;]+/).filter(pattern => pattern !== '')
  return patterns.length === 0 || patterns.some(pattern => fits(pattern.toLowerCase(), address.toLowerCase()))
}

/** `*` is any part of one side of the address. */
function fits(pattern: string, address: string): boolean {
  const source = pattern
    .split('*')
    .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^@]*')
  return new RegExp(`^${source}$`).test(address)
}
