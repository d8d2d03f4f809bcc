import { IconFileSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Project } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import { shell } from '../../shell/surroundings';
import { openFolder } from '../first-run/open-project';
import { showDumps } from './choose-dump';
import { DragDepth } from './drag-depth';
import classes from './drop-target.module.css';
import { droppedThings } from './dropped-things';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** A dump may be dropped anywhere on the window. While it is dragged the browser does not tell its name. */
export const DropTarget = ({ project }: { readonly project: Project | null }) => {
  const [isOver, setOver] = useState(false);
  const isOpening = useNavigation(({ place }) => place.screen === 'open-project');
  const projectId = useRef<string | null>(null);
  projectId.current = project?.id ?? null;
  useEffect(() => {
    const depth = new DragDepth();
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(depth.enter());
    };
    const onLeave = (event: DragEvent): void => {
      if (hasFiles(event)) setOver(depth.leave());
    };
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(depth.end());
      const { dumps, folders } = droppedThings(event.dataTransfer, shell?.pathOf ?? null);
      const [folder] = folders;
      if (folder === undefined) showDumps(dumps, projectId.current);
      else void openFolder(folder);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    const endOfShell = shell?.onOpenFiles((files) => {
      const project = files.find(({ kind }) => kind === 'project');
      if (project !== undefined) void openFolder({ name: project.path, path: project.path });
      const dumps = files.filter(({ kind }) => kind === 'dump');
      showDumps(
        dumps.map(({ path }) => ({ kind: 'path', path })),
        projectId.current,
      );
    });
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      endOfShell?.();
    };
  }, []);
  const isBare = project === null || isOpening;
  if (!isOver) return null;
  return (
    <>
      <div className={classes.veil} data-bare={isBare || undefined} />
      <div className={classes.overlay} data-bare={isBare || undefined}>
        <div className={classes.card}>
          <IconFileSearch size={36} stroke={1.5} className={classes.icon} />
          <strong>Drop the dump to look into it</strong>
          <p>
            You see its sites and problems first.
            <br />
            Nothing is restored until you import.
          </p>
        </div>
      </div>
    </>
  );
};
