import { expect, test } from 'vitest';
import { mayEnter } from './account';

const account = { uid: 101, gid: 104, name: 'postgres' };

test.each([
  { mode: 0o755, uid: 0, gid: 0, enters: true },
  { mode: 0o700, uid: 0, gid: 0, enters: false },
  { mode: 0o711, uid: 0, gid: 0, enters: true },
  { mode: 0o744, uid: 0, gid: 0, enters: false },
  { mode: 0o750, uid: 0, gid: 104, enters: true },
  { mode: 0o700, uid: 101, gid: 0, enters: true },
  // The owner's bits decide for the owner, and the group's for its members, even where others have more.
  { mode: 0o077, uid: 101, gid: 104, enters: false },
  { mode: 0o707, uid: 0, gid: 104, enters: false },
])('a folder of mode $mode by $uid:$gid can be entered: $enters', ({ enters, ...folder }) => {
  expect(mayEnter(folder, account)).toBe(enters);
});
