import type { Project } from '../../app/contract';
import { useShownJobs } from '../jobs/use-shown-jobs';
import { useNavigation } from '../navigation/navigation';
import type { Place } from '../navigation/place';
import { DatabasesScreen } from '../screens/databases/databases-screen';
import { DoctorScreen } from '../screens/doctor/doctor-screen';
import { FirstRunScreen } from '../screens/first-run/first-run-screen';
import { RecognisedScreen } from '../screens/first-run/recognised-screen';
import { DropTarget } from '../screens/import/drop-target';
import { ImportScreen } from '../screens/import/import-screen';
import { LogsScreen } from '../screens/logs/logs-screen';
import { RewriteScreen } from '../screens/rewrite/rewrite-screen';
import { SettingsScreen } from '../screens/settings/settings-screen';
import { useUnsavedGuard } from '../screens/site/draft/use-unsaved-guard';
import { SiteScreen } from '../screens/site/site-screen';
import { SitesScreen } from '../screens/sites/sites-screen';
import { useProject } from '../store/current';
import { useStore } from '../store/store';
import { ClosedDoor } from './closed-door';
import { EngineNotices } from './engine-notices';
import classes from './frame.module.css';
import { useFrameCommands } from './frame-commands';
import { LinkBanner } from './link-banner';
import { Opening } from './opening';
import { Rail } from './rail';
import { ScreenTabs } from './screen-tabs';
import { StatusBar } from './status-bar';
import { TopBar } from './top-bar';
import { useScreenFocus } from './use-screen-focus';

const OpenScreen = ({ place, project }: { readonly place: Place; readonly project: Project | null }) => {
  if (place.screen === 'settings') return <SettingsScreen />;
  if (place.screen === 'open-project') return <FirstRunScreen />;
  if (place.screen === 'import') return <ImportScreen project={project} place={place} />;
  if (project === null) return <FirstRunScreen />;
  switch (place.screen) {
    case 'sites':
      return <SitesScreen project={project} />;
    case 'site':
      return <SiteScreen project={project} place={place} />;
    case 'databases':
      return <DatabasesScreen project={project} />;
    case 'recognised':
      return <RecognisedScreen project={project} />;
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

/** The one window: rail, top bar, tabs, the open screen, status bar. While the host does not answer what was seen last stays, out of use. */
export const Frame = () => {
  const link = useStore((store) => store.link);
  const isKnown = useStore((store) => store.state !== null);
  const place = useNavigation((navigation) => navigation.place);
  const project = useProject();
  const isBare = project === null || place.screen === 'open-project';
  const isAway = isKnown && link !== 'open';
  useFrameCommands(project);
  useUnsavedGuard();
  useScreenFocus(place, project?.id ?? null, isKnown);
  useShownJobs();
  if (link === 'no-token' || link === 'refused') return <ClosedDoor link={link} />;
  return (
    <div
      className={classes.frame}
      data-bare={isBare ? true : undefined}
      data-away={isAway ? true : undefined}
    >
      <Rail />
      {project !== null && !isBare && (
        <div className={classes.bars} inert={isAway}>
          <TopBar project={project} />
          <ScreenTabs />
        </div>
      )}
      <div className={classes.middle}>
        <LinkBanner />
        <EngineNotices />
        <main className={classes.content} inert={isAway} tabIndex={-1}>
          {isKnown ? <OpenScreen place={place} project={project} /> : link === 'open' && <Opening />}
        </main>
      </div>
      <DropTarget project={project} />
      <StatusBar />
    </div>
  );
};
