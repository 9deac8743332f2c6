import type { Dispatch } from '../api/dispatch.ts'

/** No event tells that settings change: whoever shows some of them hears of what the window and the tray do to them. */
export function watchSettings(dispatch: Dispatch, onChange: () => void): Dispatch {
  return async (name, input, context) => {
    const output = await dispatch(name, input, context)
    if (name === 'updateSettings') onChange()
    return output
  }
}
