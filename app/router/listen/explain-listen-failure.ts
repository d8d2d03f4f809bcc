import { AppError } from '../../contract';
import { firstFreePort } from './free-port';
import { findPortHolder } from './port-holder';

interface Failure {
  readonly host: string;
  readonly errno: string;
  readonly message: string;
}

const explainTaken = async (port: number, hosts: readonly string[], host: string): Promise<AppError> => {
  const holder = await findPortHolder(port);
  const free = await firstFreePort(port < 65_535 ? port + 1 : 1_024, hosts);
  const who = holder === null ? 'another program' : `${holder.program} (process ${holder.pid})`;
  return new AppError('port-taken', `Port ${port} on ${host} is held by ${who}.`, {
    hint: `Stop it, or choose another port for the router, such as --port ${free}.`,
    data: { port, host, pid: holder?.pid ?? null, program: holder?.program ?? null, freePort: free },
  });
};

/**
 * Why the router cannot have its port, for a user.
 *
 * @param failure of the call to listen
 * @param wanted what was asked for
 */
export const explainListenFailure = async (
  failure: Failure,
  wanted: { readonly port: number; readonly hosts: readonly string[] },
): Promise<AppError> => {
  if (failure.errno === 'EADDRINUSE') return explainTaken(wanted.port, wanted.hosts, failure.host);
  const why = failure.errno === 'EACCES' ? 'this user may not listen there' : failure.message;
  return new AppError(
    'usage-invalid',
    `The router cannot listen on ${failure.host}, port ${wanted.port}: ${why}.`,
    {
      hint: 'Choose another port with --port, such as --port 8000.',
      data: { ...wanted, host: failure.host, errno: failure.errno },
    },
  );
};
