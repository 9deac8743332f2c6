/** How every menu looks; not taller than the room that there is. */
export const menuSurface =
  'z-50 max-h-(--reka-popper-available-height) max-w-80 min-w-48 overflow-y-auto rounded-[10px] border border-line bg-panel p-1 text-sm text-ink shadow-pop focus:outline-none animate-appear'
