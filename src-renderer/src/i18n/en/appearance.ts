/** How the window looks. Whole phrases: they stand alone in the palette. */
export const appearance = {
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  density: { comfortable: 'Density: comfortable', compact: 'Density: compact' },
  language: 'Language: {name}',
  systemLanguage: 'as the system',
}
