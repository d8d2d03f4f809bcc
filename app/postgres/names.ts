/**
 * Names of what this folder makes, so that start-up can tell what is left over from what is kept. `id` is the
 * catalog's (a UUID); its dashes go, so the longest name has 40 of PostgreSQL's 63 bytes.
 */
const withId = (prefix: string, id: string): string => `${prefix}${id.replaceAll('-', '')}`;

/** What start-up may drop when the catalog does not want it kept. */
export const temporaryPrefixes = ['import_', 'scratch_'] as const;

/** The database that a dump is restored into, and the role that does it: both end with the import. */
export const stagingNameOf = (databaseId: string): string => withId('import_', databaseId);

/** The copy of a database as it was just after its import. */
export const pristineNameOf = (databaseId: string): string => withId('pristine_', databaseId);

/** What a copy of a database is for; the name tells it to whoever looks into the cluster. */
export type CopyPurpose = 'pristine' | 'spare' | 'snapshot' | 'reset' | 'replaced';

/** A copy of a database, or one that was replaced by a copy. @param id a UUID of its own */
export const copyNameOf = (purpose: CopyPurpose, id: string): string => withId(`${purpose}_`, id);

/** The role that owns all databases of a project. */
export const servingRoleOf = (projectId: string): string => withId('project_', projectId);

/** A database or role for one test of the server, gone right after. */
export const scratchNameOf = (id: string): string => withId('scratch_', id);
