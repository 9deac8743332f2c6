import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into the server with `--import`: notes in CRASH_FLUSHED how far the log of the store was flushed to disk. One line:
 * the salts of the log (hex), and its frames at the moment when the last flush that succeeded began. power-cut.ts takes the rest away.
 */
const noteFile = process.env['CRASH_FLUSHED']
const headBytes = 32
const frameHeadBytes = 24
const pageBytes = 4096
const noteDigits = 10

if (isMainThread && noteFile) {
  const { fdatasync } = fs
  // One call that writes over what is there: a kill in between must not leave an empty file.
  const note = fs.openSync(noteFile, fs.constants.O_RDWR | fs.constants.O_CREAT)
  let counted = { salts: '', frames: 0 }

  const countFrames = log => {
    const head = Buffer.alloc(headBytes)
    if (fs.readSync(log, head, 0, headBytes, 0) < headBytes) return { salts: '', frames: 0 }
    const salts = head.toString('hex', 16, 24)
    let frames = salts === counted.salts ? counted.frames : 0
    const frame = Buffer.alloc(frameHeadBytes)
    while (
      fs.readSync(log, frame, 0, frameHeadBytes, headBytes + frames * (frameHeadBytes + pageBytes)) ===
        frameHeadBytes &&
      frame.toString('hex', 8, 16) === salts
    )
      frames++
    return { salts, frames }
  }

  fs.fdatasync = (log, done) => {
    const flushed = (counted = countFrames(log))
    fdatasync(log, error => {
      if (!error) fs.writeSync(note, `${flushed.salts} ${String(flushed.frames).padStart(noteDigits)}\n`, 0)
      done(error)
    })
  }
  syncBuiltinESMExports()
}
