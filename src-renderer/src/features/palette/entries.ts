import type { Component } from 'vue'
import { fuzzy } from './fuzzy.ts'

export const entryGroups = [
  'recent',
  'search',
  'select',
  'message',
  'go',
  'saved',
  'mailbox',
  'mailboxes',
  'move',
  'appearance',
  'window',
] as const
export type EntryGroup = (typeof entryGroups)[number]

/** A line of the palette. */
export type Entry = {
  /** The same thing has the same one next time, to be remembered as recent. */
  id: string
  group: EntryGroup
  label: string
  /** Other words for it, which are not shown. */
  alias?: string
  icon: Component
  keys?: readonly string[]
  /** At its end: a count, or what is chosen now. */
  note?: string
  run: () => void
}

export type ShownEntry = Entry & { at: readonly number[] }
export type ShownGroup = { name: EntryGroup; entries: ShownEntry[] }

const mostOfGroup = 8
/** Somebody who has not asked for anything yet wants to see what there is, not all of it. */
const mailboxesUnasked = 4

/** What fits the query, the best group and in it the best entry first; without one, what was used lately comes first. */
export function arrange(entries: readonly Entry[], query: string, recent: readonly string[]): ShownGroup[] {
  return query.trim() === '' ? unasked(entries, recent) : found(entries, query)
}

function unasked(entries: readonly Entry[], recent: readonly string[]): ShownGroup[] {
  const again = recent
    .map(id => entries.find(entry => entry.id === id))
    .filter(entry => entry !== undefined)
    .map(entry => ({ ...entry, group: 'recent' as const }))
  const rest = entries.filter(({ id }) => !recent.includes(id))
  return grouped([...again, ...rest].map(entry => ({ ...entry, at: [] })))
    .map(({ name, entries }) => ({
      name,
      entries: name === 'mailboxes' ? entries.slice(0, mailboxesUnasked) : entries,
    }))
    .sort((a, b) => entryGroups.indexOf(a.name) - entryGroups.indexOf(b.name))
}

function found(entries: readonly Entry[], query: string): ShownGroup[] {
  const fitting = entries
    .map(entry => ({ entry, ...fitOf(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  return grouped(fitting.map(({ entry, at }) => ({ ...entry, at }))).map(({ name, entries }) => ({
    name,
    entries: entries.slice(0, mostOfGroup),
  }))
}

/** A search for the query itself is always there, after all that is better. */
function fitOf({ group, label, alias = '' }: Entry, query: string): { score: number; at: readonly number[] } {
  if (group === 'search') return { score: 1, at: [] }
  const byLabel = fuzzy(label, query)
  if (byLabel) return byLabel
  return { score: (fuzzy(alias, query)?.score ?? 0) / 2, at: [] }
}

/** In the order in which the groups first come. */
function grouped(entries: readonly ShownEntry[]): ShownGroup[] {
  return [...Map.groupBy(entries, ({ group }) => group)].map(([name, entries]) => ({ name, entries }))
}
