import type { Project } from '../../app/contract';
import { useCommand } from '../commands/command-handlers';
import { useNavigation } from '../navigation/navigation';
import type { Screen } from '../navigation/place';
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
  const to = (screen: Screen) => (project === null ? null : () => goTo(screen));
  useCommand('go-sites', to('sites'));
  useCommand('go-databases', to('databases'));
  useCommand('go-rewrite', to('rewrite'));
  useCommand('go-logs', to('logs'));
  useCommand('go-doctor', to('doctor'));
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
