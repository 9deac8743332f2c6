/** Switches for Chromium or Node that may stand between ours: a launcher or a debugger puts them there. */
const foreignSwitch =
  /^--(no-sandbox$|inspect|remote-|disable-|enable-|force-|ozone-|use-|js-flags=|lang=|proxy-|password-store=|user-data-dir=|original-process-start-time=|gtk-version=|trace-)/
/**
 * What macOS's Finder adds; the installer of Windows, when it starts the version that it has just put in place; and Windows
 * itself, for a notification of a Mayfly that has ended.
 */
const launcherSwitch = /^(-psn_|--updated$|-(Embedding|ToastActivated)$|type=(click|action|reply)&)/

/** The arguments that are meant for Mayfly. Unpackaged, Electron's own come first and then the app's path. */
export function appArguments(argv: string[], isPackaged: boolean): string[] {
  const rest = argv.slice(1)
  const own = isPackaged ? rest : rest.slice(rest.findIndex(argument => !argument.startsWith('-')) + 1)
  return own.filter(argument => !foreignSwitch.test(argument) && !launcherSwitch.test(argument))
}
