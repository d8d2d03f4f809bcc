import { Button } from '@mantine/core';
import type { Project } from '../../../app/contract';
import { useNavigation } from '../../navigation/navigation';
import type { Place } from '../../navigation/place';
import { useActiveDatabase, useEngine } from '../../store/current';
import { sitesOf } from '../../store/selectors';
import { KeptDrafts } from './draft/kept-drafts';
import { SiteDetail } from './site-detail';
import classes from './site-screen.module.css';

interface Props {
  readonly project: Project;
  readonly place: Extract<Place, { screen: 'site' }>;
}

const ShownSite = ({ project, place }: Props) => {
  const goTo = useNavigation((navigation) => navigation.goTo);
  const database = useActiveDatabase();
  const sites = useEngine((state) => sitesOf(state, project.activeDatabaseId));
  if (sites === null && database !== null) {
    return (
      <p role="status" className={classes.notice}>
        Reading the sites of {database.label}
      </p>
    );
  }
  const site = sites?.find(({ id }) => id === place.siteId);
  if (site === undefined || database === null || sites === null) {
    return (
      <section className={classes.notice}>
        <h2>Site {place.siteId} is not here</h2>
        <p>
          {database === null
            ? `${project.name} has no active database.`
            : `${database.label} has no site with the id ${place.siteId}. Another database may have it.`}
        </p>
        <Button onClick={() => goTo('sites')}>All sites</Button>
      </section>
    );
  }
  return (
    <SiteDetail
      key={`${database.id} ${site.id}`}
      project={project}
      database={database}
      site={site}
      sites={sites}
      panel={place.panel}
      isToBeEdited={place.isToBeEdited === true}
    />
  );
};

/** One site: its preview beside what can be known and changed of it. */
export const SiteScreen = (props: Props) => (
  <>
    <KeptDrafts project={props.project} />
    <ShownSite {...props} />
  </>
);
