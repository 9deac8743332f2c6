/** 50 MB: the largest mail that is taken, by SMTP (announced with SIZE, RFC 1870) and by inject alike. */
export const maxMessageBytes = 52_428_800
