import { defineAsyncComponent, type AsyncComponentLoader, type Component } from 'vue'
import { afterFirstView } from '../shell/first-view.ts'

/** What opens over the page. Nobody sees it before it is asked for, so it is fetched after the first view. */
export const AppMenuPanel = later(() => import('./AppMenuPanel.vue'))
export const ContextMenuPanel = later(() => import('./ContextMenuPanel.vue'))
export const HoverTipPanel = later(() => import('./HoverTipPanel.vue'))

function later<T extends Component>(loader: AsyncComponentLoader<T>) {
  const fetched = afterFirstView.then(loader)
  // Where it could not be had then, it is asked for when it is needed.
  fetched.catch(() => {})
  return defineAsyncComponent(() => fetched.catch(loader))
}
