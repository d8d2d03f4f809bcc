/** The product's version, which the door tells to clients. Kept equal to package.json by a test. */
export const version = '0.1.0';
