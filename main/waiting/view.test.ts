import { expect, it } from 'vitest';
import { AppError } from '../../app/contract';
import { waitingView } from './view';

const lines = (): string[] => ['18:20:01  started'];

it('says what is waited for, with nothing to press', () => {
  const view = waitingView({ state: 'looking' }, '/data', lines);
  expect(view).toMatchObject({ title: 'Starting the engine', lines: [], action: null });
  expect(view.details.join()).toContain('/data');
});

it('says what happened, the next step and the last lines', () => {
  const error = new AppError('port-taken', 'Port 8000 is taken.', { hint: 'Choose another.' }).toShape();
  expect(waitingView({ state: 'failed', error }, '/data', lines)).toEqual({
    title: 'The engine does not run',
    details: ['Port 8000 is taken.', 'Choose another.'],
    lines: ['18:20:01  started'],
    action: 'Try again',
  });
});

it('does not start again what somebody stopped, unless asked', () => {
  expect(waitingView({ state: 'stopped' }, '/data', lines).action).toBe('Start it again');
});
