// Runs before the first paint, so that a chosen theme does not flash the other one. The app takes over from here.
document.documentElement.dataset.theme = localStorage.getItem('mayfly.theme') ?? 'system'
