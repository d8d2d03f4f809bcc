const firstMs = 1_000;
const longestMs = 16_000;

/** How long to wait before a host is tried again that did not answer: 1, 2, 4, 8, then every 16 s. @param failures 1 or more */
export const retryDelayMs = (failures: number): number => Math.min(longestMs, firstMs * 2 ** (failures - 1));
