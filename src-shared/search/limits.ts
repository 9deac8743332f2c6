/** A search is typed or pasted as one line; more than this is a mail, not a search. */
export const maxSearchLength = 1_000

/** Each term is a look-up in the index (or a condition on a row), so their number bounds the work of one search. */
export const maxSearchTerms = 50

/** Far above what a person writes, and well inside the stack of SQLite's own expression parsers. */
export const maxSearchNesting = 12
/** A total says 'so many or more' from here on: a word that is in most mails takes as long to count as the store is large. */
export const maxCountedMatches = 1_000
