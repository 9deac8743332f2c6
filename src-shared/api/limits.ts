/** 50 MB: the largest mail that is taken, by SMTP (announced with SIZE, RFC 1870) and by inject alike. */
export const maxMessageBytes = 52_428_800

/** Tags of one message. */
export const maxTags = 50

/** Landmarks reach so far down a list: more rows than anybody scrolls through, read from an index in a tenth of a second. */
export const maxLandmarkRows = 200_000

/** In a search each message that is passed may have to be looked at. */
export const maxLandmarkMatches = 20_000

/**
 * Calls that wait for mail at a time: of one account (the owner counts as one), and of all.
 * A thousand tests that run at once are fine; all connections (4,000) may not go on waiting.
 */
export const waitingCallsAtOnce = { each: 1_500, all: 3_000 } as const

/** Event streams that are open at a time: each test that waits may follow one instead. */
export const eventStreamsAtOnce = { each: 1_500, all: 3_000 } as const

/** A backup that is brought, so that a disk is not filled by mistake: several times the store of a million mails. */
export const maxRestoreBytes = 64 * 1024 ** 3

/** Pixels of a picture that is shown: a camera's, of 50 megapixels, takes 200 MB when a browser has unpacked it. */
export const maxPicturePixels = 50_000_000

/** Of one that is shown as small as a stamp, of which a mail may have dozens. */
export const maxThumbnailPixels = 16_000_000
