import type { App } from 'electron'

const linkScheme = 'mayfly'

type Deps = { app: Pick<App, 'setAsDefaultProtocolClient' | 'isPackaged'> }

/** Links of `mayfly:` come to us. Only of an installed app: from the sources it would register Electron itself. */
export function registerLinks({ app }: Deps): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)
}
