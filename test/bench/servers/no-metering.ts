export const recordCalls = (): void => {}
export const limitCalls = (): void => {}
