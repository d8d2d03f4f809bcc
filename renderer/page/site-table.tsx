import type { Server, Site } from '../../app/contract';
import { splitDomain } from './local-domain';
import { siteStatus } from './site-status';

interface Props {
  readonly sites: readonly Site[];
  readonly servers: readonly Server[];
  readonly isRunning: boolean;
}

const Domain = ({ site }: { readonly site: Site }) => {
  const { before, slug, after } = splitDomain(site.domain, site.slug);
  return (
    <>
      <span className="faint">{before}</span>
      {slug}
      <span className="faint">{after}</span>
    </>
  );
};

const SiteRow = ({ site, servers }: { readonly site: Site; readonly servers: readonly Server[] }) => {
  const status = siteStatus(site, servers);
  const canOpen = site.url !== null && status.mark === 'ready';
  return (
    <tr>
      <td className="one-line">
        <span className={`mark ${status.mark}`} />
        <span className={status.mark === 'failed' ? 'bad' : undefined}>{status.text}</span>
      </td>
      <td>
        <span className="name">{site.name}</span>
        {site.problems.map((problem) => (
          <div key={problem.code + problem.message} className={problem.severity === 'error' ? 'bad' : 'warn'}>
            {problem.message}
          </div>
        ))}
      </td>
      <td className="mono one-line">
        {canOpen && site.url !== null ? (
          <a href={site.url} target="_blank" rel="noreferrer" title={site.url}>
            <Domain site={site} />
          </a>
        ) : (
          <Domain site={site} />
        )}
      </td>
      <td className="mono one-line cut faint" title={site.realDomain}>
        {site.realDomain || '–'}
      </td>
    </tr>
  );
};

export const SiteTable = ({ sites, servers, isRunning }: Props) => {
  if (sites.length === 0) return <p className="faint">This database has no sites.</p>;
  return (
    <div className="table">
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
    </div>
  );
};
