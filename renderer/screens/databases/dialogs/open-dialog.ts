import { create } from 'zustand';

/** A question about a database that is asked before something is done to it. */
export type DatabaseDialog =
  | { readonly kind: 'snapshot'; readonly databaseId: string }
  /** `snapshot` null: back to just imported. `switches`: it becomes the active database, too. */
  | {
      readonly kind: 'reset';
      readonly databaseId: string;
      readonly snapshot: string | null;
      readonly switches: boolean;
    }
  | { readonly kind: 'delete'; readonly databaseId: string }
  | { readonly kind: 'delete-snapshot'; readonly databaseId: string; readonly snapshot: string }
  | { readonly kind: 'export'; readonly databaseId: string; readonly snapshot: string | null };

/** The one dialog that is open. */
export const useDatabaseDialog = create<{ readonly dialog: DatabaseDialog | null }>()(() => ({
  dialog: null,
}));

export const openDialog = (dialog: DatabaseDialog): void => useDatabaseDialog.setState({ dialog });

export const closeDialog = (): void => useDatabaseDialog.setState({ dialog: null });
