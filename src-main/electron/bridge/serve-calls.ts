import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { AppError } from '#shared/api/errors.ts'
import type { CallResult } from '#shared/shell/bridge.ts'
import { callNames } from '#shared/shell/call-names.ts'
import { calls, type CallName, type CallOutput, type CheckedInput } from '#shared/shell/calls.ts'
import { channelOf } from '#shared/shell/channels.ts'
import { isUiUrl } from '../ui-origin.ts'
import type { Page } from './page.ts'

/** Handlers of some of the calls. They get checked input of our own page, and may throw AppErrors. */
export type CallHandlers<N extends CallName = CallName> = {
  [Name in N]: (
    input: CheckedInput<Name>,
    page: Page,
  ) => CallOutput<Name> | Promise<Awaited<CallOutput<Name>>>
}

type Deps = {
  ipc: Pick<IpcMain, 'handle'>
  /** The open window's page, if there is one. */
  page: () => Page | undefined
  /** Of every call that is declared: what is missing is found by the types. */
  handlers: CallHandlers
  onError: (error: unknown) => void
}

/**
 * The main process's half of the bridge: the one place where the page's calls come in. Each is checked for who sends it
 * and for what it brings before a handler hears of it, and no failure is thrown across.
 */
export function serveCalls({ ipc, page, handlers, onError }: Deps): void {
  async function answer(name: CallName, event: IpcMainInvokeEvent, given: unknown): Promise<CallResult> {
    const open = page()
    if (!open || !isFrom(event, open.contents))
      return failed(new AppError('forbidden', 'This page may not call Mayfly.'))
    const input = calls[name].input.safeParse(given)
    if (!input.success)
      return failed(new AppError('bad_request', `The call ${name} does not take what it was given.`))
    try {
      const handle = handlers[name] as (input: unknown, page: Page) => unknown // checked by its own schema above
      return { ok: true, output: await handle(input.data, open) }
    } catch (error) {
      if (!(error instanceof AppError)) onError(error)
      return failed(error)
    }
  }
  for (const name of callNames) ipc.handle(channelOf(name), (event, given) => answer(name, event, given))
}

/** Our window's main frame, showing our page. A frame that is already gone has no say either. */
function isFrom({ sender, senderFrame }: IpcMainInvokeEvent, contents: WebContents): boolean {
  return (
    sender.id === contents.id &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isUiUrl(senderFrame.url)
  )
}

function failed(error: unknown): CallResult {
  const known =
    error instanceof AppError ? error : new AppError('internal_error', 'Something went wrong inside Mayfly.')
  return { ok: false, error: known.toBody() }
}
