import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { idleOverrideMs, watchIdle } from './idle-watch';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('leaves once nothing was in use for the limit, and not before', () => {
  const leave = vi.fn();
  watchIdle(
    () => false,
    () => 600_000,
    leave,
  );
  vi.advanceTimersByTime(599_999);
  expect(leave).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(leave).toHaveBeenCalledOnce();
});

it('starts counting again when something was in use meanwhile', () => {
  const leave = vi.fn();
  let isInUse = false;
  const watch = watchIdle(
    () => isInUse,
    () => 600_000,
    leave,
  );
  vi.advanceTimersByTime(500_000);
  isInUse = true;
  watch.look();
  vi.advanceTimersByTime(1_000_000);
  isInUse = false;
  watch.look();
  vi.advanceTimersByTime(599_999);
  expect(leave).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(leave).toHaveBeenCalledOnce();
});

it('stays while in use at the end of the limit, though nobody told', () => {
  const leave = vi.fn();
  let isInUse = false;
  watchIdle(
    () => isInUse,
    () => 1_000,
    leave,
  );
  isInUse = true;
  vi.advanceTimersByTime(10_000);
  expect(leave).not.toHaveBeenCalled();
});

it('asks for the limit whenever the time without use begins', () => {
  const leave = vi.fn();
  let isInUse = true;
  let limitMs = 600_000;
  const watch = watchIdle(
    () => isInUse,
    () => limitMs,
    leave,
  );
  limitMs = 1_000;
  isInUse = false;
  watch.look();
  vi.advanceTimersByTime(1_000);
  expect(leave).toHaveBeenCalledOnce();
});

it.each([
  ['2.5', 2_500],
  ['', null],
  ['0', null],
  ['soon', null],
])('the environment’s “%s” is %s ms', (given, ms) => {
  expect(idleOverrideMs({ MANYSITE_IDLE_SECONDS: given })).toBe(ms);
});
