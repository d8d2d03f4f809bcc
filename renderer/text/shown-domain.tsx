import type { Site } from '../../app/contract';
import { Highlighted } from './highlighted';
import { splitDomain } from './local-domain';
import classes from './shown-domain.module.css';

interface Props {
  readonly site: Pick<Site, 'domain' | 'slug'>;
  readonly search: string;
}

/** A local domain: its slug is full text, the rest dimmed; what was searched stands out. */
export const ShownDomain = ({ site, search }: Props) => {
  const { before, slug, after } = splitDomain(site.domain, site.slug);
  return (
    <span className={`mono ${classes.domain}`}>
      <Highlighted text={before} search={search} />
      <span className={classes.slug}>
        <Highlighted text={slug} search={search} />
      </span>
      <Highlighted text={after} search={search} />
    </span>
  );
};
