const secretName =
  /PASS(WORD|WD|PHRASE)?\b|PASSWORD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|(^|_)KEY$|_DSN$|_AUTH$/i;

/** Never shown in part: the length of a secret tells something too. */
export const mask = '••••••';

const urlPassword = /^([a-z][a-z0-9+.-]*:\/\/[^:@/\s]*:)([^@/\s]+)(@)/i;

/** Whether a variable holds something that must not be printed. */
export const isSecret = (name: string, value: string): boolean =>
  value !== '' && (secretName.test(name) || urlPassword.test(value));

/**
 * A variable's value as it may be shown: passwords in URLs are masked in place, secrets by name as a whole.
 */
export const shownValue = (name: string, value: string): string => {
  if (urlPassword.test(value)) return value.replace(urlPassword, `$1${mask}$3`);
  return isSecret(name, value) ? mask : value;
};
