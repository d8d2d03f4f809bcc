/** What a program needs of the user's session to run at all; compared without case, as Windows does. */
const basics = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TEMP', 'TMP', 'TERM'],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'DYLD_FALLBACK_LIBRARY_PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'REQUESTS_CA_BUNDLE'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
  ...['PROGRAMDATA', 'PROGRAMFILES', 'NUMBER_OF_PROCESSORS', 'PROCESSOR_ARCHITECTURE'],
]);

const isBasic = (name: string): boolean => {
  const upper = name.toUpperCase();
  return basics.has(upper) || upper.startsWith('LC_') || upper.startsWith('XDG_');
};

/**
 * The part of the host's environment that the project's programs get. Not all of it: the host was started from some shell, and
 * that shell's DJANGO_SETTINGS_MODULE, DATABASE_URL or keys belong to whatever its owner was doing there, not to this project.
 */
export const basicEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && isBasic(name) ? [[name, value]] : [],
    ),
  );
