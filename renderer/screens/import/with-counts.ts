import type { InspectedDump } from '../../../app/contract';

/** An inspection with the rows that another look at the same dump counted. */
export const withCounts = (inspection: InspectedDump, counted: InspectedDump['tables']): InspectedDump => {
  const byTable = new Map(counted.map((table) => [`${table.schema}.${table.name}`, table]));
  return {
    ...inspection,
    tables: inspection.tables.map((table) => {
      const other = byTable.get(`${table.schema}.${table.name}`);
      return {
        ...table,
        rows: table.rows ?? other?.rows ?? null,
        sizeBytes: table.sizeBytes ?? other?.sizeBytes ?? null,
      };
    }),
  };
};
