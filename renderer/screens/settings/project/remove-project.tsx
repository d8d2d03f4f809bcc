import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { Project } from '../../../../app/contract';
import { useNavigation } from '../../../navigation/navigation';
import { showNotice } from '../../../notices/show';
import { call } from '../../../store/call';
import { useEngine } from '../../../store/current';
import { databasesOf } from '../../../store/selectors';
import { formatBytes } from '../../../text/format';
import classes from '../settings-screen.module.css';

const databasesText = (count: number, sizeBytes: number): string => {
  if (count === 0) return 'It has no database.';
  const databases = count === 1 ? 'Its database is' : `Its ${count} databases are`;
  return `${databases} deleted with every snapshot. Frees about ${formatBytes(sizeBytes)}.`;
};

const Question = ({ project, onClose }: { readonly project: Project; readonly onClose: () => void }) => {
  const databases = useEngine((state) => databasesOf(state, project.id)) ?? [];
  const [isRemoving, setRemoving] = useState(false);
  const go = useNavigation((navigation) => navigation.go);
  const sizeBytes = databases.reduce((total, { totalBytes }) => total + (totalBytes ?? 0), 0);
  const remove = async (): Promise<void> => {
    setRemoving(true);
    const removed = await call((client) => client.projects.remove({ projectId: project.id }));
    setRemoving(false);
    if (removed === null) return;
    onClose();
    go({ screen: 'sites', project: null });
    showNotice(`${project.name} is removed.`, `Its folder ${project.folder} stays as it is.`);
  };
  return (
    <>
      <p className={classes.question}>{databasesText(databases.length, sizeBytes)}</p>
      {databases.length > 0 && (
        <ul className={classes.names}>
          {databases.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ul>
      )}
      <p className={classes.question}>
        The folder <span className="mono">{project.folder}</span> and the dump files stay.
      </p>
      <Group justify="flex-end" gap="sm">
        <Button data-autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button variant="filled" loading={isRemoving} onClick={() => void remove()}>
          Remove {project.name}
        </Button>
      </Group>
    </>
  );
};

/** Forgets a project, after saying what goes with it. */
export const RemoveProject = ({ project }: { readonly project: Project }) => {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>Remove {project.name}…</Button>
      <Modal opened={isOpen} onClose={close} title={`Remove ${project.name}`}>
        <Question project={project} onClose={close} />
      </Modal>
    </>
  );
};
