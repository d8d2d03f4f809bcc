import { z } from 'zod';

/** How the sites of a project are served (product.md, "Words"). */
export const modeSchema = z.enum(['single-process', 'multi-process']);
export type Mode = z.infer<typeof modeSchema>;

const commandSchema = z
  .array(z.string().min(1))
  .min(1)
  .describe('Program and arguments; no shell is involved. {host} and {port} are filled in.');

const relativePath = (what: string) => z.string().min(1).describe(`${what}, relative to this file.`);

const configuredSiteSchema = z
  .strictObject({
    id: z.int().min(0).max(2_147_483_647).optional().describe('Primary key in django_site; 0 means none.'),
    realDomain: z.string().max(255).optional().describe('The domain on the live server.'),
    name: z.string().max(50).optional().describe('Shown name, at most 50 characters.'),
  })
  .describe('One site, keyed by its slug.');

/** `manysite.json`, the team's file in the project's folder. Every key has a default, so `{}` is valid. */
export const projectFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).max(60).optional().describe("The project's name. Default: its folder's name."),
    django: z
      .strictObject({
        settings: z
          .string()
          .regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'a dotted Python module, such as shop.settings')
          .optional()
          .describe('Settings module. Default: the one that manage.py names.'),
        python: relativePath('The Python of the virtualenv')
          .optional()
          .describe(
            'Python interpreter, relative to this file or a name on the PATH. Default: the virtualenv found.',
          ),
        root: relativePath('Folder of manage.py').optional().describe('Folder of manage.py. Default: ".".'),
      })
      .optional(),
    serve: z
      .strictObject({
        backend: z.enum(['auto', 'command']).optional().describe('How server processes are run.'),
        command: commandSchema.optional(),
        env: z.record(z.string(), z.string()).optional().describe('Extra environment variables.'),
        envFiles: z
          .array(z.string().min(1))
          .optional()
          .describe('Env files, relative to this file; the first file wins.'),
        warmUp: z
          .array(z.string().startsWith('/'))
          .optional()
          .describe('Paths requested before a server counts as ready.'),
        watch: z
          .boolean()
          .optional()
          .describe('Restart the servers when code or configuration changes. Default: true.'),
        readyTimeoutSeconds: z.number().min(1).max(600).optional(),
        overlay: z
          .record(z.string(), z.boolean())
          .optional()
          .describe('Lines of the settings overlay to switch off (false); see `manysite env`.'),
      })
      .optional(),
    domainFormat: z.string().min(1).max(200).optional().describe('Local domain of a site; {} is its slug.'),
    defaultMode: modeSchema.optional(),
    sites: z.record(z.string(), configuredSiteSchema).optional(),
    afterImport: z
      .array(commandSchema)
      .optional()
      .describe('Commands run on each freshly imported database.'),
  })
  .describe('manysite.json: a Django project that runs many sites');

export type ProjectFile = z.infer<typeof projectFileSchema>;

/** Where a setting's value comes from; the first of these that has it wins, from top to bottom. */
export const originSchema = z.enum([
  'command-line',
  'environment',
  'env-file',
  'manysite.local.json',
  'manysite.json',
  /** The project's own Django settings, aldryn's add-on configuration included. */
  'settings.py',
  'detected',
  'default',
]);
export type Origin = z.infer<typeof originSchema>;

const sourcedValueSchema = z.object({
  value: z.json(),
  origin: originSchema,
  /** The file, with its line where that is known, or the variable that gave the value. */
  detail: z.string().nullable(),
});

/** One line of `manysite config`, with what gave another value and did not win, the strongest first. */
export const configValueSchema = sourcedValueSchema.extend({
  key: z.string(),
  overridden: z.array(sourcedValueSchema),
});
export type ConfigValue = z.infer<typeof configValueSchema>;
