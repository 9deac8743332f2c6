import type { Component } from 'vue'

/** One thing to do. `shortcut` is shown only; the key itself is a command's. */
export type MenuItem = {
  label: string
  icon?: Component | undefined
  shortcut?: string | undefined
  /** More about it, shown faintly at the end. */
  note?: string | undefined
  run: () => void
  disabled?: boolean | undefined
  /** One of a few, of which one is chosen: whether it is this. */
  chosen?: boolean | undefined
  /** Cannot be undone, or takes something away. */
  danger?: boolean | undefined
}

/** Opens a menu beside. */
export type SubMenu = {
  label: string
  icon?: Component | undefined
  disabled?: boolean | undefined
  items: readonly MenuEntry[]
}

/** What a menu is made of, as data. */
export type MenuEntry = MenuItem | SubMenu | 'separator'
