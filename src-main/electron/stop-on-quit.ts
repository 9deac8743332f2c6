import type { App, Event, PowerMonitor } from 'electron'

/** Mail in flight gets three seconds to finish; after this the process ends all the same. */
const stopWithinMs = 4_500

type Deps = {
  app: App
  powerMonitor: PowerMonitor
  stop: () => Promise<void>
  onError: (error: unknown) => void
}

/**
 * However the app is told to quit, the server stops in order first. Returns what stops it beforehand: after that the app
 * ends by itself, as installers of updates want it to.
 */
export function stopOnQuit({ app, powerMonitor, stop, onError }: Deps): () => Promise<void> {
  let stopping: Promise<void> | undefined
  let isOver = false
  let isQuitting = false

  app.on('before-quit', event => {
    if (isOver) return
    event.preventDefault()
    if (isQuitting) return
    isQuitting = true
    setTimeout(() => app.exit(0), stopWithinMs)
    stopping ??= stop()
    stopping.then(
      () => app.exit(0),
      (error: unknown) => {
        onError(error)
        app.exit(1)
      },
    )
  })
  const quit = () => app.quit()
  process.on('SIGINT', quit)
  process.on('SIGTERM', quit)
  // The end of the channel is how whoever started us says that it is gone.
  process.on('disconnect', quit)
  // macOS and Linux wait for who asks them to.
  powerMonitor.on('shutdown', (event?: Pick<Event, 'preventDefault'>) => {
    event?.preventDefault()
    quit()
  })
  // Windows says it to windows alone, and waits for nobody: what is received is in the store by then.
  app.on('browser-window-created', (_event, window) => window.on('session-end', quit))

  return async () => {
    stopping ??= stop()
    await stopping.catch(onError)
    isOver = true
  }
}
