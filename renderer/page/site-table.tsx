import type { Server, Site } from '../../app/contract';
import { siteStatus } from './site-status';

interface Props {
  readonly sites: readonly Site[];
  readonly servers: readonly Server[];
  readonly isRunning: boolean;
}

const SiteRow = ({ site, servers }: { readonly site: Site; readonly servers: readonly Server[] }) => {
  const status = siteStatus(site, servers);
  return (
    <tr>
      <td>
        <span className={`mark ${status.mark}`} /> {status.text}
      </td>
      <td>
        <strong>{site.name}</strong>
        {site.problems.map((problem) => (
          <div key={problem.code + problem.message} className={problem.severity === 'error' ? 'bad' : 'warn'}>
            {problem.message}
          </div>
        ))}
      </td>
      <td className="mono">
        {site.url !== null && status.mark === 'ready' ? (
          <a href={site.url} target="_blank" rel="noreferrer">
            {site.domain}
          </a>
        ) : (
          site.domain
        )}
      </td>
      <td className="mono">{site.realDomain || '–'}</td>
    </tr>
  );
};

export const SiteTable = ({ sites, servers, isRunning }: Props) => {
  if (sites.length === 0) return <p className="faint">No sites in the active database.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th>State</th>
          <th>Name</th>
          <th>Local domain</th>
          <th>Real domain</th>
        </tr>
      </thead>
      <tbody>
        {sites.map((site) => (
          <SiteRow key={site.id} site={site} servers={isRunning ? servers : []} />
        ))}
      </tbody>
    </table>
  );
};
