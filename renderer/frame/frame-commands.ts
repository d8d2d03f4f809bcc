import type { Project } from '../../app/contract';
import { useCommand } from '../commands/command-handlers';
import { useNavigation } from '../navigation/navigation';
import { askForProject } from '../screens/first-run/open-project';
import { askForDumps } from '../screens/import/choose-dump';
import { call } from '../store/call';
import { useEngine } from '../store/current';
import { isServingChanging } from '../store/selectors';

/** Commands that can be given on every screen of a project. */
export const useFrameCommands = (project: Project | null): void => {
  const { go, goTo } = useNavigation.getState();
  const projects = useEngine((state) => state.projects) ?? [];
  const isBusy = useEngine((state) => project !== null && isServingChanging(state, project.id)) ?? true;
  const inProject = (handler: () => void) => (project === null ? null : handler);
  useCommand(
    'go-sites',
    inProject(() => goTo('sites')),
  );
  useCommand(
    'go-databases',
    inProject(() => goTo('databases')),
  );
  useCommand(
    'go-rewrite',
    inProject(() => goTo('rewrite')),
  );
  useCommand(
    'go-logs',
    inProject(() => goTo('logs')),
  );
  useCommand(
    'go-doctor',
    inProject(() => goTo('doctor')),
  );
  useCommand('import-dump', () => void askForDumps(project?.id ?? null));
  useCommand('open-project', () => void askForProject());
  useCommand('settings', () => goTo('settings'));
  const next = projects[(projects.findIndex(({ id }) => id === project?.id) + 1) % projects.length];
  useCommand(
    'next-project',
    next === undefined || next.id === project?.id ? null : () => go({ screen: 'sites', project: next.id }),
  );
  useCommand(
    'start-or-stop',
    project === null || project.activeDatabaseId === null || isBusy
      ? null
      : () =>
          void call((client) =>
            project.isRunning
              ? client.servers.stop({ projectId: project.id })
              : client.servers.start({ projectId: project.id, port: null }),
          ),
  );
  useCommand(
    'toggle-mode',
    project === null || isBusy
      ? null
      : () =>
          void call((client) =>
            client.servers.mode({
              projectId: project.id,
              mode: project.mode === 'single-process' ? 'multi-process' : 'single-process',
            }),
          ),
  );
};
