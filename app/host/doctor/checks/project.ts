import { AppError } from '../../../contract';
import { projectOption } from '../../../core/names/command-words';
import type { ProjectConfig } from '../../../projects/project-config';
import { type CheckDefinition, type DoctorContext, type Finding, fix } from '../check';

/** A check of a project that could be loaded. */
const ofConfig =
  (examine: (config: ProjectConfig, context: DoctorContext) => Finding | null) =>
  async (context: DoctorContext): Promise<Finding | null> => {
    const config = context.project?.config;
    return config === undefined || config instanceof AppError ? null : examine(config, context);
  };

/** Whether the project can be read at all; everything else of this group depends on it. */
const readable = async ({ project }: DoctorContext): Promise<Finding | null> => {
  if (project === null) return null;
  const { config, record } = project;
  if (!(config instanceof AppError)) return { state: 'ok', message: `${config.name} in ${config.folder}.` };
  const isGone = config.code === 'folder-missing';
  return {
    state: 'failed',
    message: config.message,
    fixes: isGone
      ? [
          fix('Say where it is now', 'Its databases stay.', {
            command: `manysite add NEWFOLDER --moved${projectOption(record)}`,
            place: { kind: 'screen', screen: 'open-project' },
            isSuggested: true,
          }),
          fix('Forget the project', 'Deletes its databases; dump files stay.', {
            command: `manysite remove${projectOption(record).replace(' --project', '')}`,
            place: { kind: 'screen', screen: 'settings' },
          }),
        ]
      : config.hint === null
        ? []
        : [fix('Next step', config.hint, { isSuggested: true })],
  };
};

const oldestDjango = [3, 2] as const;

const isOlder = (version: string, [major, minor]: readonly [number, number]): boolean => {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
};

const python = ofConfig(({ detected }): Finding => {
  const { version, virtualenv, foundIn } = detected.python;
  const packages = detected.packages.flatMap((found) =>
    found.version === null ? [] : [`${found.name} ${found.version}`],
  );
  const all = [`${version} in ${foundIn}`, `Django ${detected.djangoVersion}`, ...packages].join(', ');
  if (isOlder(version, [3, 8])) {
    return {
      state: 'failed',
      message: `${all}. The settings overlay needs Python 3.8 or newer; Django does not start without it.`,
      fixes: [fix('Use a newer Python', 'Make the virtualenv of the project with Python 3.8 or newer.')],
    };
  }
  if (virtualenv === null) {
    return {
      state: 'warning',
      message: `${all}. It is the system's Python: no virtualenv was found.`,
      fixes: [fix('Make a virtualenv', 'In the project: python3 -m venv .venv, then install its packages.')],
    };
  }
  const isOld = isOlder(detected.djangoVersion, oldestDjango);
  return {
    state: isOld ? 'info' : 'ok',
    message: isOld ? `${all}. This Django gets no security updates any more.` : `${all}.`,
  };
});

const overridden = ofConfig((config): Finding | null => {
  const lines = config.lines.filter((line) => line.overridden.length > 0);
  const told = lines.map((line) => {
    const others = line.overridden.map(
      ({ value, detail, origin }) => `${JSON.stringify(value)} of ${detail ?? origin}`,
    );
    return `${line.key} is ${JSON.stringify(line.value)} by ${line.detail ?? line.origin}; overridden: ${others.join(', ')}`;
  });
  if (config.notes.length > 0) {
    return {
      state: 'warning',
      message: [...config.notes, ...told].join('. '),
      fixes: [
        fix(
          'Correct the settings',
          'Or say the values in manysite.json; servers fail in the same way as a rule.',
        ),
      ],
    };
  }
  if (told.length === 0) return { state: 'ok', message: 'No value overrides another one.' };
  return { state: 'info', message: `${told.join('. ')}.` };
});

const named = (config: ProjectConfig, name: string): boolean =>
  config.detected.packages.some((found) => found.name === name && found.isInSettings);

/** Checks of Django that are false alarms with django-multisite (multisite.md, trap 17), with the overlay's line that silences them. */
const falseAlarms = (config: ProjectConfig): { check: string; line: string; why: string }[] => {
  if (!named(config, 'django-multisite')) return [];
  const isNew = !isOlder(config.detected.djangoVersion, [4, 0]);
  return [
    {
      check: 'sites.E101',
      line: 'silence-sites-e101',
      why: 'a SITE_ID that acts as a number without being one',
    },
    ...(isNew
      ? [
          {
            check: 'fields.E903',
            line: 'silence-fields-e903',
            why: "django-multisite's NullBooleanField, which still works",
          },
        ]
      : []),
  ];
};

const silenced = ofConfig((config): Finding | null => {
  const alarms = falseAlarms(config);
  if (alarms.length === 0) return null;
  const off = alarms.filter(({ line }) => config.overlayOff.includes(line));
  const known = alarms.map(({ check, why }) => `${check} (${why})`).join(', ');
  if (off.length === 0)
    return { state: 'info', message: `${known}: known false alarms, silenced where they come up.` };
  return {
    state: 'warning',
    message: `${off.map(({ check }) => check).join(', ')} may stop the servers: serve.overlay switches off what silences them.`,
    fixes: off.map(({ line }) =>
      fix(`Switch ${line} on again`, 'In manysite.json or manysite.local.json, under serve.overlay.'),
    ),
  };
});

const uwsgi = ofConfig((config): Finding => {
  const isWanted = config.command.some((word) => /(^|\/)uwsgi$/.test(word));
  return isWanted
    ? { state: 'info', message: 'serve.command runs uWSGI; it must be installed in the virtualenv.' }
    : { state: 'ok', message: 'Not needed: both modes are served without it.' };
});

export const projectChecks: readonly CheckDefinition[] = [
  { id: 'project', group: 'Project', title: 'Project', run: readable },
  { id: 'python', group: 'Project', title: 'Python', run: python },
  { id: 'settings', group: 'Project', title: 'Settings', run: overridden },
  { id: 'silenced-checks', group: 'Project', title: 'Silenced checks', run: silenced },
  { id: 'uwsgi', group: 'Project', title: 'uWSGI', run: uwsgi },
];
