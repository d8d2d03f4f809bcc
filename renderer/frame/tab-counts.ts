import type { State } from '../../app/contract';
import { isOpen } from '../screens/doctor/report-parts';

/** How many errors the servers of a project said since they were made. */
export const errorCountOf = (state: State, projectId: string): number =>
  state.logs.filter((log) => log.projectId === projectId).reduce((total, { errors }) => total + errors, 0);

/** How many rows of the doctor's last report ask for something. */
export const openCheckCountOf = (state: State, projectId: string): number =>
  (state.doctor.find(({ id }) => id === projectId)?.report.checks ?? []).filter(isOpen).length;
