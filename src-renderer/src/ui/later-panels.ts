import { afterFirstView } from '../shell/first-view.ts'
import { AwaitedAppMenu, AwaitedContextMenu } from './awaited-menu.ts'
import { laterComponent } from './later-component.ts'

const after = afterFirstView

/** What opens over the page. Nobody sees it before it is asked for, so it is fetched after the first view. */
export const AppMenuPanel = laterComponent(() => import('./AppMenuPanel.vue'), {
  after,
  meanwhile: AwaitedAppMenu,
})
export const ContextMenuPanel = laterComponent(() => import('./ContextMenuPanel.vue'), {
  after,
  meanwhile: AwaitedContextMenu,
})
export const HoverTipPanel = laterComponent(() => import('./HoverTipPanel.vue'), { after })
