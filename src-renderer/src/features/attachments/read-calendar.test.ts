import { expect, test } from 'vitest'
import { readCalendar } from './read-calendar.ts'

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => calendar('BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT')

test('an invitation: when by the zone it brings, where, who', () => {
  const { method, events } = readCalendar(
    calendar(
      'METHOD:REQUEST',
      'BEGIN:VTIMEZONE',
      'TZID:Office',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
      'BEGIN:VEVENT',
      'UID:1',
      'SUMMARY:Release review\\, part 1',
      'DTSTART;TZID=Office:20261123T100000',
      'DURATION:PT45M',
      'LOCATION:Room 2',
      'ORGANIZER;CN="Dana, M.":mailto:dana@shop.test',
      'ATTENDEE;CN=Ada;PARTSTAT=ACCEPTED:mailto:ada@mayfly.test',
      'ATTENDEE:MAILTO:bob@mayfly.test',
      'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10',
      'END:VEVENT',
    ),
  )
  expect(method).toBe('REQUEST')
  expect(events).toEqual([
    {
      title: 'Release review, part 1',
      start: new Date('2026-11-23T07:00:00Z'),
      end: new Date('2026-11-23T07:45:00Z'),
      isAllDay: false,
      place: 'Room 2',
      description: '',
      organizer: { name: 'Dana, M.', address: 'dana@shop.test', answer: '' },
      attendees: [
        { name: 'Ada', address: 'ada@mayfly.test', answer: 'ACCEPTED' },
        { name: '', address: 'bob@mayfly.test', answer: '' },
      ],
      recurrence: { frequency: 'WEEKLY', interval: 2, weekdays: [1, 3], count: 10, until: null },
      isCancelled: false,
    },
  ])
})

test('a whole day, a cancelled one, one without a time, one that ends at a date', () => {
  expect(readCalendar(event('DTSTART;VALUE=DATE:20261123')).events[0]).toMatchObject({ isAllDay: true })
  expect(readCalendar(event('STATUS:CANCELLED')).events[0]).toMatchObject({ isCancelled: true, start: null })
  expect(
    readCalendar(event('DTSTART:20261123T100000Z', 'RRULE:FREQ=DAILY;UNTIL=20261130T000000Z')).events[0],
  ).toMatchObject({
    recurrence: { frequency: 'DAILY', interval: 1, until: new Date('2026-11-30T00:00:00Z') },
  })
})

test('what is no calendar throws', () => {
  expect(() => readCalendar('hello')).toThrow()
})
