import type { z } from 'zod';
import { AppError, type Setting, type SettingKey, settingRanges, settingSchemas } from '../../contract';
import { ensureSpare } from '../copies/spares';
import type { Engine } from '../engine';
import { refreshShownSites } from '../journeys/database-sites';
import { trimStandbys } from '../running/replace-set';
import { settingView, settingViews } from '../setting-views';
import { type CallContext, door } from './call-context';
import { restartForNewPort } from './server-calls';

type Json = z.infer<ReturnType<typeof z.json>>;

const invalid = (key: SettingKey, value: Json, cause: z.ZodError): AppError =>
  new AppError(
    'setting-invalid',
    `${key} takes ${settingRanges[key]}; ${JSON.stringify(value)} is not that.`,
    {
      hint: 'null brings the default back.',
      data: { key, value, range: settingRanges[key], issues: cause.issues.map(({ message }) => message) },
      cause,
    },
  );

const parsed = <Schema extends z.ZodType>(key: SettingKey, schema: Schema, value: Json): z.infer<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(key, value, result.error);
};

/** The router goes where it shall be before that is kept: a port that is taken changes nothing. */
const movePort = async (context: CallContext, engine: Engine, value: Json): Promise<void> => {
  const port = parsed('routerPort', settingSchemas.routerPort, value);
  if (engine.router.port === null) {
    engine.settings.change({ routerPort: port });
    return;
  }
  await engine.router.ensure(port);
  await refreshShownSites(engine);
  await restartForNewPort(context, engine, null);
};

/** The given keys go into those that are kept; null takes one away. */
const mergedUi = (kept: Readonly<Record<string, Json>>, value: Json): Json => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries({ ...kept, ...value }).filter(([, one]) => one !== null));
};

const change = async (context: CallContext, engine: Engine, key: SettingKey, value: Json): Promise<void> => {
  const { settings } = engine;
  if (value === null) {
    settings.reset(key);
    if (key === 'memoryBudgetBytes') trimStandbys(engine);
    return;
  }
  switch (key) {
    case 'routerPort':
      await movePort(context, engine, value);
      return;
    case 'memoryBudgetBytes':
      settings.change({ memoryBudgetBytes: parsed(key, settingSchemas.memoryBudgetBytes, value) });
      trimStandbys(engine);
      return;
    case 'keepSpares':
      settings.change({ keepSpares: parsed(key, settingSchemas.keepSpares, value) });
      for (const { id, isActive } of engine.store.state.databases) if (isActive) ensureSpare(engine, id);
      return;
    case 'idleMinutes':
      // Asked for when the time without use begins; whoever asks now is a use.
      settings.change({ idleMinutes: parsed(key, settingSchemas.idleMinutes, value) });
      return;
    case 'ui':
      settings.change({ ui: parsed(key, settingSchemas.ui, mergedUi(settings.values.ui, value)) });
      return;
    default:
      key satisfies never;
  }
};

export const settingCalls = (context: CallContext) => ({
  settings: {
    list: door.settings.list.handler(async (): Promise<Setting[]> => {
      const { settings, environment } = await context.engine();
      return settingViews(settings, environment);
    }),
    set: door.settings.set.handler(async ({ input: { key, value } }) => {
      const engine = await context.engine();
      await change(context, engine, key, value);
      return settingView(key, engine.settings, engine.environment);
    }),
  },
});
