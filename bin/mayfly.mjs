#!/usr/bin/env node
// The command line. better-sqlite3 crashes on older versions, so they get a clear word instead.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Mayfly needs Node 24 or newer; this is ${process.version}. From a checkout, npm start brings its own.\n`,
  )
  process.exit(2)
}
await import('../out/main/headless.js')
