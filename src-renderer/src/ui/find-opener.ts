/**
 * Where focus belongs when what was opened from `element` closes again. An item of a menu is gone by then: it is what
 * opened the menu. Null where that is not known.
 */
export function findOpener(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]')
  if (!menu) return element instanceof HTMLElement ? element : null
  const label = menu.getAttribute('aria-labelledby')
  return label ? findOpener(document.getElementById(label)) : null
}
