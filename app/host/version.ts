/** The product's version; the door tells it to clients. Kept equal to package.json by a test. */
export const version = '0.1.0';
