import { useState } from 'react';
import { beforeLoad, type PageProps } from './page';

/** What a page may in a frame: all but lead the window away. Its origin stays its own, so that its scripts and forms work. */
const allowed = [
  'allow-scripts',
  'allow-same-origin',
  'allow-forms',
  'allow-modals',
  'allow-popups',
  'allow-popups-to-escape-sandbox',
  'allow-downloads',
].join(' ');

/** A page in a browser; each visit is another element. It tells each time that it has loaded something. */
export const FramePage = ({ visit, title, onFacts }: Omit<PageProps, 'onWent'>) => {
  const [{ url }] = useState(visit);
  return (
    <iframe
      title={title}
      src={url}
      sandbox={allowed}
      referrerPolicy="no-referrer"
      onLoad={() => onFacts(visit, { ...beforeLoad(url), isPainted: true, isLoading: false })}
    />
  );
};
