import type { Figures, Mode, ModeFigures } from '../../contract';
import { cleanText } from './clean-text';
import type { Paint } from './paint';
import { formatAge, formatBytes, formatDuration } from './quantities';
import { renderTable } from './table';

const modes: readonly Mode[] = ['single-process', 'multi-process'];

const durationText = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms));

const cells = (figures: ModeFigures | null, now: Date, paint: Paint): string[] =>
  figures === null
    ? ['', '', '', '', '', paint.dim('not measured yet')]
    : [
        String(figures.serverCount),
        figures.memoryBytes === null ? '–' : formatBytes(figures.memoryBytes),
        durationText(figures.startMs),
        durationText(figures.p50Ms),
        durationText(figures.p95Ms),
        `${formatAge(figures.measuredAt, now)}, ${cleanText(figures.database)}`,
      ];

/** Both modes with what each took when it was last measured; the one in use is marked. */
export const renderModes = (mode: Mode, figures: Figures, now: Date, paint: Paint): string => {
  const columns = [
    ...['', 'MODE'].map((title) => ({ title })),
    ...['SERVERS', 'MEMORY', 'START', 'P50', 'P95'].map((title) => ({ title, align: 'right' as const })),
    { title: 'MEASURED' },
  ];
  const rows = modes.map((name) => [
    name === mode ? paint.good('*') : '',
    name === mode ? paint.bold(name) : name,
    ...cells(figures[name], now, paint),
  ]);
  return renderTable(columns, rows, paint);
};
