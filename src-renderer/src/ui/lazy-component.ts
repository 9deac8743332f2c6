import { defineAsyncComponent, h, shallowRef, type AsyncComponentLoader, type Component } from 'vue'
import LoadFault from './LoadFault.vue'

/** A part that is fetched when it is first shown. Where it cannot be had, it says so and can be asked for again. */
export function lazyComponent<T extends Component>(loader: AsyncComponentLoader<T>) {
  const retry = shallowRef<(() => void) | null>(null)

  function tryAgain(): void {
    retry.value?.()
    retry.value = null
  }
  const whileMissing = () => (retry.value ? h(LoadFault, { onRetry: tryAgain }) : null)
  // What the part is given is not meant for the note in its place.
  whileMissing.inheritAttrs = false

  return defineAsyncComponent({
    loader,
    loadingComponent: whileMissing,
    onError: (_error, again) => (retry.value = again),
  })
}
