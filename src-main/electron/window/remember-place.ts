import type { App, BrowserWindow, Screen } from 'electron'
import type { ShellState } from '../shell-state.ts'
import { arrangementOf, placeOn, type Rect, type WindowPlace } from './window-place.ts'

/** A drag is many moves; this long after the last the place is written. */
const settledMs = 400
/** Of more arrangements of displays than this, the ones that were seen longest ago are forgotten. */
const maxArrangements = 8
const firstSize = { width: 1180, height: 780 }

type Deps = { app: Pick<App, 'on' | 'off'>; screen: Screen; state: ShellState }

/** Where the window goes when it opens; and keeps what becomes of it, for each arrangement of the displays. */
export function createPlaceKeeper({ app, screen, state }: Deps) {
  const displays = () => {
    const first = screen.getPrimaryDisplay()
    return [first, ...screen.getAllDisplays().filter(({ id }) => id !== first.id)]
  }

  function remembered(): WindowPlace | undefined {
    const { windowPlaces } = state.current()
    return windowPlaces[arrangementOf(displays())] ?? Object.values(windowPlaces).at(-1)
  }

  /** Bounds for a new window; without `x` and `y` the system chooses. */
  function initial(): Partial<Rect> & Pick<Rect, 'width' | 'height'> {
    const place = remembered()
    if (place) return placeOn(displays(), boundsOf(place))
    const { x, y, width, height } = displays()[0]!.workArea
    const size = placeOn(displays(), { x, y, ...firstSize })
    return { width: Math.min(size.width, width), height: Math.min(size.height, height) }
  }

  function save(window: BrowserWindow): void {
    if (window.isDestroyed()) return
    const name = arrangementOf(displays())
    const { [name]: _before, ...others } = state.current().windowPlaces
    const place = {
      ...window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    }
    const kept = Object.entries(others).slice(1 - maxArrangements)
    state.change({ windowPlaces: { ...Object.fromEntries(kept), [name]: place } })
  }

  /** From now on its place is kept; when a display goes, it comes back to one that is there. */
  function keep(window: BrowserWindow): void {
    const place = remembered()
    if (place?.maximized) window.maximize()
    if (place?.fullScreen) window.setFullScreen(true)

    let timer: NodeJS.Timeout | undefined
    const saveSoon = () => {
      clearTimeout(timer)
      timer = setTimeout(save, settledMs, window)
    }
    const saveNow = () => {
      clearTimeout(timer)
      save(window)
    }
    const bringBack = () => {
      const at = window.getNormalBounds()
      const seen = placeOn(displays(), at)
      if (!window.isDestroyed() && JSON.stringify(seen) !== JSON.stringify(at)) window.setBounds(seen)
    }
    window.on('resize', saveSoon)
    window.on('move', saveSoon)
    window.on('maximize', saveSoon)
    window.on('unmaximize', saveSoon)
    window.on('enter-full-screen', saveSoon)
    window.on('leave-full-screen', saveSoon)
    window.on('close', saveNow)
    app.on('before-quit', saveNow)
    screen.on('display-removed', bringBack)
    screen.on('display-metrics-changed', bringBack)
    window.once('closed', () => {
      clearTimeout(timer)
      app.off('before-quit', saveNow)
      screen.off('display-removed', bringBack)
      screen.off('display-metrics-changed', bringBack)
    })
  }

  return { initial, keep }
}

function boundsOf({ x, y, width, height }: WindowPlace): Rect {
  return { x, y, width, height }
}
