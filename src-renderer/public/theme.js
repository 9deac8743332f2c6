// Runs before the first paint, so that a chosen theme does not flash the other one. The app takes over from here.
document.documentElement.dataset.theme = localStorage.getItem('mayfly.theme') ?? 'system'

// What takes the browser a while the first time it is asked for: the page has nothing to do yet, for the app is still on its way.
// In the browser's own language: `navigator.language` may be a name that Intl throws at, as 'en-US@posix'.
new Intl.NumberFormat()
new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })
void sessionStorage.length
