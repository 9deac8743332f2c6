/** How the window looks. Whole phrases: they stand alone in the palette. */
export const appearance = {
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  density: { comfortable: 'Density: comfortable', compact: 'Density: compact' },
  language: 'Language: {name}',
  short: {
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    density: 'Density',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
    language: 'Language',
    systemLanguage: 'As the system',
  },
  systemLanguage: 'as the system',
}
