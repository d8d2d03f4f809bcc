import { AppError } from '../../../contract';
import { acquireLock } from '../lock';

/** Takes the lock of a folder at a given moment, tells whether it could, and lives on if so. */
const [, , folder = '', startAt = ''] = process.argv;
const sleeper = new Int32Array(new SharedArrayBuffer(4));
Atomics.wait(sleeper, 0, 0, Math.max(0, Number(startAt) - Date.now()));
try {
  acquireLock(folder, '0.0.0');
  console.log('held');
  setInterval(() => undefined, 1_000);
} catch (error) {
  console.log(error instanceof AppError ? error.code : error);
}
