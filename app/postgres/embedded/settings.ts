const mebibyte = 1024 * 1024;

/** What the settings depend on. */
export interface SettingsInput {
  readonly port: number;
  /** Null: no Unix socket (Windows, or no folder short enough). */
  readonly socketFolder: string | null;
  /** Memory that this machine or container may use. */
  readonly memoryBytes: number;
  /** Room in /dev/shm; null where PostgreSQL does not use it. */
  readonly sharedMemoryBytes: number | null;
  /** Whether the file system of the cluster shares blocks between copies (XFS, btrfs, APFS). */
  readonly canReflink: boolean;
}

/** An eighth of the memory, within 64 to 512 MB: more did not make imports faster (dumps spec, "Restoring"). */
export const sharedBuffersMb = (memoryBytes: number): number =>
  Math.min(512, Math.max(64, Math.floor(memoryBytes / 8 / mebibyte)));

/**
 * The settings of the embedded server; measured values are from the dumps spec, "Restoring". They go on the
 * command line, where neither postgresql.conf nor ALTER SYSTEM can change them.
 */
export const serverSettings = (input: SettingsInput): Readonly<Record<string, string>> => ({
  listen_addresses: '127.0.0.1',
  port: String(input.port),
  unix_socket_directories: input.socketFolder ?? '',
  unix_socket_permissions: '0700',
  // Each server process of a project holds connections of its own, in multi-process mode many times over.
  max_connections: '300',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'off',
  // minimal: COPY into a table made in the same transaction writes no WAL.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  // Looking for dead rows takes a process of its own each time, and databases are many and small; imports end with ANALYZE themselves.
  autovacuum_naptime: '5min',
  shared_buffers: `${sharedBuffersMb(input.memoryBytes)}MB`,
  // 96 MB and more make the planner check foreign keys by hash join, eight times slower.
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  file_copy_method: input.canReflink ? 'clone' : 'copy',
  // Containers often give /dev/shm 64 MB, where parallel index builds then fail.
  ...(input.sharedMemoryBytes !== null && input.sharedMemoryBytes < 256 * mebibyte
    ? { dynamic_shared_memory_type: 'mmap' }
    : {}),
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Messages are read by program when a start fails.
  lc_messages: 'C',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_checkpoints: 'off',
});
