import type { FailedRows as Rows } from '../../../app/contract';
import classes from './failed-rows.module.css';

const isNumber = (text: string | null): boolean => text !== null && /^-?\d+(\.\d+)?$/.test(text);

/** The rows of the dump that are in each other's way. */
export const FailedRows = ({ rows: { columns, rows } }: { readonly rows: Rows }) => (
  <div className={classes.scroll}>
    <table className={classes.table} aria-label="The rows">
      <thead>
        <tr>
          <th>{rows.length === 2 ? 'The two rows' : 'Rows'}</th>
          {columns.map((column, index) => (
            <th key={column} data-number={isNumber(rows[0]?.[index] ?? null)}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.join('\u0000')}>
            <td>{index + 1}</td>
            {columns.map((column, cell) => (
              <td key={column} data-number={isNumber(row[cell] ?? null)}>
                {row[cell] ?? '–'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
