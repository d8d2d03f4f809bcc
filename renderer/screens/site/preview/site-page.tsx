import type { Ref } from 'react';
import { shell } from '../../../shell/surroundings';
import { FramePage } from './frame-page';
import type { PageControls, PageProps } from './page';
import { WebviewPage } from './webview-page';

interface Props extends PageProps {
  readonly databaseId: string;
  readonly controls: Ref<PageControls>;
}

/** A page, by what the surroundings have to show one. */
export const SitePage = ({ databaseId, controls, visit, title, onFacts, onWent }: Props) =>
  shell === null ? (
    <FramePage key={visit.key} visit={visit} title={title} onFacts={onFacts} />
  ) : (
    <WebviewPage
      key={databaseId}
      visit={visit}
      title={title}
      databaseId={databaseId}
      controls={controls}
      onFacts={onFacts}
      onWent={onWent}
    />
  );
