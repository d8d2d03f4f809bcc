import { expect, test } from 'vitest';
import { type SettingsInput, serverSettings, sharedBuffersMb } from './settings';

const gibibyte = 1024 ** 3;
const input: SettingsInput = {
  port: 5433,
  socketFolder: '/run/x',
  memoryBytes: 8 * gibibyte,
  sharedMemoryBytes: 4 * gibibyte,
  canReflink: false,
};

test.each([
  [0.25 * gibibyte, 64],
  [gibibyte, 128],
  [2 * gibibyte, 256],
  [4 * gibibyte, 512],
  [64 * gibibyte, 512],
  [Number.POSITIVE_INFINITY, 512],
])('of %d bytes of memory it takes %d MB for its buffers', (memoryBytes, expected) => {
  expect(sharedBuffersMb(memoryBytes)).toBe(expected);
});

test('it listens on the loopback address only, and on the socket where there is one', () => {
  expect(serverSettings(input)).toMatchObject({
    listen_addresses: '127.0.0.1',
    port: '5433',
    unix_socket_directories: '/run/x',
  });
  expect(serverSettings({ ...input, socketFolder: null }).unix_socket_directories).toBe('');
});

test('it clones files only where the file system shares blocks', () => {
  expect(serverSettings(input).file_copy_method).toBe('copy');
  expect(serverSettings({ ...input, canReflink: true }).file_copy_method).toBe('clone');
});

test('where /dev/shm is small, as in containers, parallel workers share files instead', () => {
  expect(serverSettings(input).dynamic_shared_memory_type).toBeUndefined();
  expect(serverSettings({ ...input, sharedMemoryBytes: null }).dynamic_shared_memory_type).toBeUndefined();
  expect(serverSettings({ ...input, sharedMemoryBytes: 64 * 1024 ** 2 }).dynamic_shared_memory_type).toBe(
    'mmap',
  );
});
