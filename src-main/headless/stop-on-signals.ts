import type { FastifyBaseLogger } from 'fastify'

/** Mail in flight gets three seconds to finish; after this the process ends all the same. */
const stopWithinMs = 4_500

/**
 * SIGINT and SIGTERM stop the server in order and end the process with 0. So does the end of the IPC channel,
 * which is how `npm start` notices for us that whoever started it is gone.
 */
export function stopOnSignals(app: { stop(): Promise<void> }, logger: FastifyBaseLogger): void {
  let stopping = false
  const stop = (why: string) => {
    if (stopping) return
    stopping = true
    logger.info(`stopping: ${why}`)
    setTimeout(() => {
      logger.warn('stopped before everything was finished')
      process.exit(0)
    }, stopWithinMs).unref()
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'could not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('disconnect', () => stop('the starting process is gone'))
}
