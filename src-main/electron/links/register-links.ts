import type { App } from 'electron'

const linkScheme = 'mayfly'

type Deps = {
  app: Pick<App, 'setAsDefaultProtocolClient' | 'isPackaged'>
  /** The file that a link starts; Windows alone wants to know it. */
  program: string
}

/** Links of `mayfly:` come to us. Only of an installed app: from the sources it would register Electron itself. */
export function registerLinks({ app, program }: Deps): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme, program)
}
