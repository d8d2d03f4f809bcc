import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';

/** What the form of django-multisite-plus as an aldryn add-on stores: its fields -> the settings that they become. */
const fields: Readonly<Record<string, string>> = {
  rewrite_domain_format: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAIN_FORMAT',
  rewrite_domains: 'DJANGO_MULTISITE_PLUS_REWRITE_DOMAINS',
  mode: 'DJANGO_MULTISITE_PLUS_MODE',
};

const name = 'django-multisite-plus';

const storedSchema = z.record(z.string(), z.unknown());

export interface AddonSettings {
  /** By the names that they have in Django's settings. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Which of the add-on's files gives a setting; null where it is none of its. */
  readonly placeOf: (variable: string) => string | null;
  /** Absolute; files that are not there yet, too. */
  readonly files: readonly string[];
}

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw error;
  }
};

const parsed = (text: string | null): Record<string, unknown> => {
  if (text === null) return {};
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    // aldryn-addons reads a broken file as an empty one, too; importing the settings tells more.
    return {};
  }
};

/**
 * What an aldryn project stores for django-multisite-plus in `addons/` (or `addons-dev/`, which wins there): used to name the file
 * that gives a value, and in place of the settings where these cannot be imported.
 *
 * @param root absolute path of manage.py's folder, which is aldryn's BASE_DIR
 */
export const addonSettings = async (folder: string, root: string): Promise<AddonSettings> => {
  const stored = join(root, 'addons', name, 'settings.json');
  const forms = ['addons-dev', 'addons'].map((base) => join(root, base, name, 'aldryn_config.py'));
  const [text, ...formTexts] = await Promise.all([stored, ...forms].map(readIfThere));
  const values = parsed(text ?? null);
  const form = forms.find((_, index) => formTexts[index] !== null) ?? null;
  const shown = (file: string): string => `in ${relative(folder, file)}`;
  return {
    values: Object.fromEntries(
      Object.entries(fields).flatMap(([field, variable]) =>
        field in values ? [[variable, values[field]]] : [],
      ),
    ),
    placeOf: (variable) => {
      const field = Object.keys(fields).find((candidate) => fields[candidate] === variable);
      if (field !== undefined && field in values) return shown(stored);
      return form === null ? null : shown(form);
    },
    files: [stored, ...forms],
  };
};
