/**
 * Whether a line is the one by which Python says what was raised, the last of a traceback: `django.db.OperationalError: why`. The bare
 * word "Warning" begins many lines that nothing was raised by.
 */
export const isExceptionLine = (line: string): boolean =>
  /^(?:[\w.]*(?:Error|Exception|Exit|Interrupt)|[\w.]+Warning)\b/.test(line);
