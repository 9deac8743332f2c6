/**
 * Connections that the system holds until they are taken. Node asks for 511, which a flood fills; whoever comes then waits
 * a whole second before its system tries again. Linux gives 4,096 at most unless told otherwise.
 */
export const backlog = 4_096
