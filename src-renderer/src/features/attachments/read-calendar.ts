import ICAL from 'ical.js'

export type Person = { name: string; address: string; answer: string }
export type Recurrence = {
  frequency: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'OTHER'
  interval: number
  /** 0 is Sunday. */
  weekdays: number[]
  count: number | null
  until: Date | null
}
export type CalendarEvent = {
  title: string
  start: Date | null
  end: Date | null
  isAllDay: boolean
  place: string
  description: string
  organizer: Person | null
  attendees: Person[]
  recurrence: Recurrence | null
  isCancelled: boolean
}
export type Calendar = { method: string; events: CalendarEvent[] }

/** A calendar as a file may hold years: so many events are shown. */
const maxEvents = 20
const maxAttendees = 100

/** Reads an iCalendar file (RFC 5545), with the time zones that it brings. Throws when it is none. */
export function readCalendar(text: string): Calendar {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]) // a file with one calendar, as mails have it
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  const method = textOf(calendar.getFirstPropertyValue('method')).toUpperCase()
  const events = calendar.getAllSubcomponents('vevent').slice(0, maxEvents)
  return { method, events: events.map(event => toEvent(event, method)) }
}

function toEvent(component: ICAL.Component, method: string): CalendarEvent {
  const event = new ICAL.Event(component)
  const start = component.getFirstPropertyValue('dtstart') as ICAL.Time | null
  return {
    title: textOf(event.summary),
    start: start?.toJSDate() ?? null,
    end: start ? event.endDate.toJSDate() : null,
    isAllDay: start?.isDate ?? false,
    place: textOf(event.location),
    description: textOf(event.description).trim(),
    organizer: toPerson(component.getFirstProperty('organizer')),
    attendees: component
      .getAllProperties('attendee')
      .slice(0, maxAttendees)
      .flatMap(property => toPerson(property) ?? []),
    recurrence: toRecurrence(component.getFirstPropertyValue('rrule') as ICAL.Recur | null),
    isCancelled: method === 'CANCEL' || textOf(component.getFirstPropertyValue('status')) === 'CANCELLED',
  }
}

function toPerson(property: ICAL.Property | null): Person | null {
  if (!property) return null
  const address = textOf(property.getFirstValue()).replace(/^mailto:/i, '')
  return {
    name: textOf(property.getParameter('cn')),
    address,
    answer: textOf(property.getParameter('partstat')),
  }
}

const known = new Set(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'])
const weekdayNames = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

function toRecurrence(rule: ICAL.Recur | null): Recurrence | null {
  if (!rule) return null
  const byDay = (rule.parts['BYDAY'] ?? []) as string[]
  return {
    frequency: (known.has(rule.freq) ? rule.freq : 'OTHER') as Recurrence['frequency'],
    interval: rule.interval,
    weekdays: byDay.map(day => weekdayNames.indexOf(day)).filter(day => day >= 0),
    count: rule.count,
    until: rule.until?.toJSDate() ?? null,
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
