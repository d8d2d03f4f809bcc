import { AppError, type Origin } from '../../contract';

/** A value with what gave it. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly origin: Exclude<Origin, 'command-line' | 'detected' | 'default'>;
  /** The variable, and the file where it is from one. */
  readonly detail: string;
}

/** A variable that cannot be understood, named with where it is set and what was expected. */
export const invalidSetting = (setting: Sourced<string>, expected: string): AppError =>
  new AppError(
    'setting-invalid',
    `${setting.detail} must be ${expected}, and is ${JSON.stringify(setting.value)}.`,
    {
      hint: 'Correct the variable where it is set, or unset it.',
      data: {
        variable: setting.detail.split(' ')[0],
        value: setting.value,
        expected,
        origin: setting.origin,
      },
    },
  );
