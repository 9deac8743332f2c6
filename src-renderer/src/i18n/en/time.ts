export const time = {
  now: 'now',
  minutes: '{n} min',
  yesterday: 'Yesterday',
  leftMinutes: '{n}m',
  leftHours: '{n}h',
  leftDays: '{n}d',
  expired: 'expired',
  livesMinutes: 'mailbox lives {n} min',
  livesHours: 'mailbox lives {n} h',
  livesDays: 'mailbox lives {n} days',
}
