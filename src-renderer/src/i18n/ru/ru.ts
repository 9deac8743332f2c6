import type { Texts } from '../en/en.ts'
import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { app } from './app.ts'
import { appearance } from './appearance.ts'
import { attachments } from './attachments.ts'
import { commands } from './commands.ts'
import { connect } from './connect.ts'
import { dialogs } from './dialogs.ts'
import { domains } from './domains.ts'
import { files } from './files.ts'
import { inbox } from './inbox.ts'
import { keys } from './keys.ts'
import { lists } from './lists.ts'
import { message } from './message.ts'
import { messages } from './messages.ts'
import { notifications } from './notifications.ts'
import { pages } from './pages.ts'
import { palette } from './palette.ts'
import { reader } from './reader.ts'
import { relay } from './relay.ts'
import { remoteMail } from './remote-mail.ts'
import { remotes } from './remotes.ts'
import { search } from './search.ts'
import { secrets } from './secrets.ts'
import { server } from './server.ts'
import { services } from './services.ts'
import { settings } from './settings.ts'
import { sidebar } from './sidebar.ts'
import { signIn } from './sign-in.ts'
import { time } from './time.ts'
import { news, updates } from './updates.ts'
import { usage } from './usage.ts'
import { webhooks } from './webhooks.ts'
import { transfer } from './transfer.ts'

/** Words that are counted have three forms: `{n} письмо | {n} письма | {n} писем`. */
export const ru: Texts = {
  accounts,
  activity,
  app,
  appearance,
  attachments,
  commands,
  connect,
  dialogs,
  domains,
  files,
  inbox,
  keys,
  lists,
  message,
  messages,
  notifications,
  pages,
  palette,
  reader,
  relay,
  remoteMail,
  remotes,
  search,
  secrets,
  server,
  services,
  settings,
  sidebar,
  signIn,
  time,
  news,
  updates,
  usage,
  webhooks,
  transfer,
}
