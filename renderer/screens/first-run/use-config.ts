import { useEffect, useState } from 'react';
import { type ConfigValue, type ErrorShape, type Project, toErrorShape } from '../../../app/contract';
import { useStore } from '../../store/store';

type Config =
  | { readonly state: 'looking' }
  | { readonly state: 'known'; readonly values: readonly ConfigValue[] }
  | { readonly state: 'failed'; readonly error: ErrorShape };

/** The configuration of a project, read again when the project changes. */
export const useConfig = (project: Project): Config => {
  const client = useStore((store) => store.client);
  const [config, setConfig] = useState<Config>({ state: 'looking' });
  useEffect(() => {
    if (client === null) return;
    let isOver = false;
    const take = (next: Config): void => {
      if (!isOver) setConfig(next);
    };
    client.projects.config({ projectId: project.id }).then(
      (values) => take({ state: 'known', values }),
      (error: unknown) => take({ state: 'failed', error: toErrorShape(error) }),
    );
    return () => {
      isOver = true;
    };
  }, [client, project]);
  return config;
};
