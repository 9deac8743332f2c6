const asctime =
  /^From (?:.*\s)?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} \d{1,2}:\d\d(?::\d\d)?)(?: [A-Z]{1,5})?( [+-]\d{4})? (\d{4})(?: [+-]\d{4})?\s*$/
/** Programs that keep no date write a sender, a dash or nothing. */
const undated = /^From(?: \S*)?\s*$/

/**
 * What a line that begins with `From ` says in an mbox: that a mail begins, when it ends with a date as in RFC 4155,
 * or comes after a blank line and has no more than one word. Everything else is text that nobody quoted.
 */
export function readFromLine(line: string, afterBlank: boolean): { date: number | null } | undefined {
  const dated = asctime.exec(line)
  if (dated) {
    const time = Date.parse(`${dated[1]} ${dated[3]}${dated[2] ?? ' UTC'}`)
    return { date: Number.isNaN(time) ? null : time }
  }
  return afterBlank && undated.test(line) ? { date: null } : undefined
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The line before a mail: `From a@b.test Sat Nov 21 05:00:00 2026`, in UTC. */
export function writeFromLine(sender: string, at: number): string {
  const date = new Date(at)
  const who = /^[\x21-\x7e]{1,320}$/.test(sender) ? sender : 'MAILER-DAEMON'
  const time = date.toISOString().slice(11, 19)
  const day = String(date.getUTCDate()).padStart(2)
  return `From ${who} ${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()}\n`
}
