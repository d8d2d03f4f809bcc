import type { Database } from '../../../../app/contract';
import { useEngine } from '../../../store/current';
import { DeleteDialog } from './delete-dialog';
import { DeleteSnapshotDialog } from './delete-snapshot-dialog';
import { ExportDialog } from './export-dialog';
import { closeDialog, type DatabaseDialog, useDatabaseDialog } from './open-dialog';
import { ResetDialog } from './reset-dialog';
import { SnapshotDialog } from './snapshot-dialog';

const Shown = ({ dialog, database }: { readonly dialog: DatabaseDialog; readonly database: Database }) => {
  switch (dialog.kind) {
    case 'snapshot':
      return <SnapshotDialog database={database} onClose={closeDialog} />;
    case 'reset':
      return (
        <ResetDialog
          database={database}
          snapshot={dialog.snapshot}
          switches={dialog.switches}
          onClose={closeDialog}
        />
      );
    case 'delete':
      return <DeleteDialog database={database} onClose={closeDialog} />;
    case 'delete-snapshot':
      return <DeleteSnapshotDialog database={database} snapshot={dialog.snapshot} onClose={closeDialog} />;
    case 'export':
      return <ExportDialog database={database} snapshot={dialog.snapshot} onClose={closeDialog} />;
    default:
      return dialog satisfies never;
  }
};

/** The dialogs about databases, which every screen can open. One whose database is gone shows nothing. */
export const DatabaseDialogs = () => {
  const dialog = useDatabaseDialog((open) => open.dialog);
  const database = useEngine((state) => state.databases.find(({ id }) => id === dialog?.databaseId) ?? null);
  return dialog !== null && database !== null ? <Shown dialog={dialog} database={database} /> : null;
};
