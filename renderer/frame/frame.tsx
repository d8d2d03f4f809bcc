import type { Project } from '../../app/contract';
import { useNavigation } from '../navigation/navigation';
import type { Place } from '../navigation/place';
import { DatabasesScreen } from '../screens/databases/databases-screen';
import { DoctorScreen } from '../screens/doctor/doctor-screen';
import { FirstRunScreen } from '../screens/first-run/first-run-screen';
import { ImportScreen } from '../screens/import/import-screen';
import { LogsScreen } from '../screens/logs/logs-screen';
import { RewriteScreen } from '../screens/rewrite/rewrite-screen';
import { SettingsScreen } from '../screens/settings/settings-screen';
import { SiteScreen } from '../screens/site/site-screen';
import { SitesScreen } from '../screens/sites/sites-screen';
import { useProject } from '../store/current';
import { useStore } from '../store/store';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands';
import { LinkBanner } from './link-banner';
import { Rail } from './rail';
import { ScreenTabs } from './screen-tabs';
import { StatusBar } from './status-bar';
import { TopBar } from './top-bar';

const OpenScreen = ({ place, project }: { readonly place: Place; readonly project: Project | null }) => {
  if (place.screen === 'settings') return <SettingsScreen />;
  if (project === null) return <FirstRunScreen />;
  switch (place.screen) {
    case 'sites':
      return <SitesScreen project={project} />;
    case 'site':
      return <SiteScreen project={project} place={place} />;
    case 'databases':
      return <DatabasesScreen project={project} />;
    case 'import':
      return <ImportScreen project={project} place={place} />;
    case 'rewrite':
      return <RewriteScreen project={project} />;
    case 'logs':
      return <LogsScreen project={project} place={place} />;
    case 'doctor':
      return <DoctorScreen project={project} />;
    default:
      return place satisfies never;
  }
};

/** The one window: rail, top bar, tabs, the open screen, status bar. */
export const Frame = () => {
  const link = useStore((store) => store.link);
  const isKnown = useStore((store) => store.state !== null);
  const place = useNavigation((navigation) => navigation.place);
  const project = useProject();
  useFrameCommands(project);
  return (
    <div
      className={classes.frame}
      data-bare={project === null ? true : undefined}
      data-away={isKnown && link !== 'open' ? true : undefined}
    >
      <Rail />
      {project !== null && (
        <>
          <TopBar project={project} />
          <ScreenTabs />
        </>
      )}
      <main className={classes.content}>
        <LinkBanner />
        {isKnown && <OpenScreen place={place} project={project} />}
      </main>
      <StatusBar />
    </div>
  );
};
