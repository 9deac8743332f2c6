/** Of the Desktop Entry Specification: what has to be escaped within quotes; `%` begins a field. */
function quote(part: string): string {
  return `"${part.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
}

/** The file by which a Linux desktop starts a program at login. */
export function autostartEntry(command: readonly string[]): string {
  // Backslashes are read twice: as a string of the file, then as part of a quoted argument.
  const exec = command.map(quote).join(' ').replaceAll('\\', '\\\\')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Mayfly',
    `Exec=${exec}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}
