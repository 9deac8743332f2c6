/** 50 MB: the largest mail that is taken, by SMTP (announced with SIZE, RFC 1870) and by inject alike. */
export const maxMessageBytes = 52_428_800

/** Tags of one message. */
export const maxTags = 50

/** Landmarks reach so far down a list: more rows than anybody scrolls through, read from an index in a tenth of a second. */
export const maxLandmarkRows = 200_000

/** In a search each message that is passed may have to be looked at. */
export const maxLandmarkMatches = 20_000
