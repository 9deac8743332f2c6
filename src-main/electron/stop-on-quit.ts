import type { App } from 'electron'

/** Mail in flight gets three seconds to finish; after this the process ends all the same. */
const stopWithinMs = 4_500

type Deps = { app: App; stop: () => Promise<void>; onError: (error: unknown) => void }

/** However the app is told to quit, the server stops in order first. */
export function stopOnQuit({ app, stop, onError }: Deps): void {
  let stopping = false
  app.on('before-quit', event => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    setTimeout(() => app.exit(0), stopWithinMs)
    stop().then(
      () => app.exit(0),
      (error: unknown) => {
        onError(error)
        app.exit(1)
      },
    )
  })
  process.on('SIGINT', () => app.quit())
  process.on('SIGTERM', () => app.quit())
  // The end of the channel is how whoever started us says that it is gone.
  process.on('disconnect', () => app.quit())
}
