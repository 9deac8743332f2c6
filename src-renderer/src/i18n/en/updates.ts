export const updates = {
  title: 'Updates',
  now: 'New versions',
  check: 'Check now',
  restart: 'Restart and update',
  phases: {
    checking: 'Checking…',
    current: 'This is the newest version.',
    downloading: 'Downloading {version}: {percent} %',
    ready: '{version} is here. It is installed when Mayfly quits.',
  },
  problems: {
    unreachable: 'Nobody could be reached. Check your connection.',
    nothing_there: 'No version is published there.',
    not_genuine: 'What came is not what was published. It was thrown away.',
    other: 'It did not work: {message}',
  },
  automatic: 'Check every day',
  automaticText:
    'Off, Mayfly asks nobody. On, it asks where it was published for a newer version, and fetches that.',
  channel: 'Versions',
  channelText: 'Beta versions come earlier and are less tried.',
  channels: { stable: 'Finished ones', beta: 'Beta versions too' },
  manual: {
    development: 'Started from the sources: update those.',
    packages: 'Installed by your package manager: it also updates Mayfly.',
    portable: 'The portable program does not replace itself: download a newer one.',
    no_place: 'This build was told no place that new versions come from: install a newer one over it.',
  },
}

export const news = {
  text: 'What changed from version to version.',
  read: 'Read',
  updated: 'Mayfly is {version} now',
}
