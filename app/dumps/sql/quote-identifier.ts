/** A name as PostgreSQL takes it in SQL, whatever characters it holds. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
