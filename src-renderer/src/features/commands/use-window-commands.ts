import { useRouter } from 'vue-router'
import { useDialogs } from '../../stores/dialogs.ts'
import { useNotices } from '../../stores/notices.ts'
import { pages } from '../sidebar/pages.ts'
import { useReception } from '../sidebar/use-reception.ts'
import { useSidebar } from '../sidebar/use-sidebar.ts'
import { useExport } from '../transfer/use-export.ts'
import type { CommandHandlers } from './command-registry.ts'
import { useCommandKeys } from './use-command-keys.ts'
import { useCommands } from './use-commands.ts'

/** What can be done wherever one is in the window. */
export function useWindowCommands(): void {
  const router = useRouter()
  const dialogs = useDialogs()
  const notices = useNotices()
  const { toggle } = useSidebar()
  const askExport = useExport()
  const reception = useReception()

  const goTo = (name: string) => () => void router.push({ name })
  const toPages: CommandHandlers = Object.fromEntries(pages.map(({ route }) => [`go.${route}`, goTo(route)]))

  useCommandKeys()
  useCommands({
    'go.all': goTo('all'),
    'go.pinned': goTo('pinned'),
    ...toPages,
    'go.news': goTo('news'),
    'mailbox.create': () => dialogs.open('new-mailbox'),
    'mail.import': () => dialogs.open('import'),
    'mail.export': () => askExport({ filters: {} }),
    'mail.deleteAll': () => dialogs.open('delete-all'),
    'mail.pause': () => void reception.toggle(),
    'window.palette': () => dialogs.open('palette'),
    'window.undo': { run: () => void notices.actOnNewest(), enabled: () => notices.hasAction },
    'window.sidebar': toggle,
    'window.help': () => dialogs.open('help'),
  })
}
