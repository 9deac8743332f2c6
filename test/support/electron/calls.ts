/** What the driving side asks of the simulated Electron, whose addresses are Electron's. */
export type AppCalls = {
  evaluate(of: { source: string; argument: unknown }): unknown
  /** `partition` names the session of who asks; the default one is ''. */
  request(of: {
    partition: string
    url: string
    method: string
    headers: Record<string, string>
    body: Uint8Array | undefined
  }): Promise<Answer>
  /** Whether the session lets a request leave the window. */
  mayRequest(of: { partition: string; url: string }): Promise<boolean>
  /** Whether the app lets it happen. */
  mayNavigate(of: { window: number; url: string; isMainFrame: boolean }): boolean
  mayOpen(of: { window: number; url: string }): boolean
  /** Where it goes; undefined when the app or the person does not want it. */
  download(of: { url: string; filename: string }): string | undefined
  downloaded(of: { path: string }): void
  mayUse(of: { window: number; permission: string; origin: string }): boolean
  navigated(of: { window: number; url: string }): void
  readyToShow(of: { window: number }): void
  closed(of: { window: number }): void
  invoke(of: Message): Promise<unknown>
  message(of: Message): void
  secondInstance(of: SecondInstance): void
}

/** What the simulated Electron asks of the driving side: a browser, and the other instances. */
export type HostCalls = {
  openWindow(of: {
    window: number
    preload: string | undefined
    /** In a session of its own, when it has one. */
    partition: string | undefined
    javascript: boolean
    width: number
    height: number
  }): Promise<void>
  load(of: { window: number; url: string }): Promise<void>
  send(of: { window: number; channel: string; args: unknown[] }): Promise<void>
  closeWindow(of: { window: number }): Promise<void>
  /** One of Chromium's own, as its debugger takes them. */
  command(of: { window: number; method: string; params: object }): Promise<unknown>
  showErrorBox(of: { title: string; content: string }): void
  secondInstance(of: SecondInstance): Promise<void>
  reload(of: { window: number }): Promise<void>
  relaunch(of: { args: string[] }): void
  /** Answers with the number of a button. */
  showMessageBox(of: MessageBox): number
  /** Answers with what was chosen; nothing for a dialog that was cancelled. */
  showOpenDialog(of: { title: string }): string[]
}

/** What a second start sends to the first: Electron changes the order of `argv`, and hands `data` on as it is. */
export type SecondInstance = { argv: string[]; folder: string; data: unknown }

export type MessageBox = { message: string; detail: string; buttons: string[]; cancelId: number }

export type Answer = { status: number; headers: [string, string][]; body: Uint8Array }

export type Message = {
  window: number
  frame: { url: string; isMainFrame: boolean }
  channel: string
  args: unknown[]
}
