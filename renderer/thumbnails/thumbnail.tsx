import { useState } from 'react';
import { initialsOf } from '../frame/initials';
import classes from './thumbnail.module.css';
import { useThumbnail } from './use-thumbnail';

interface Layer {
  readonly url: string;
  /** One that takes another's place fades in; one that was there from the beginning does not. */
  readonly isNew: boolean;
}

interface Props {
  readonly databaseId: string;
  readonly siteId: number;
  /** Whose first letters stand in its place while there is no picture. */
  readonly name: string;
  /** `waiting`: its server is starting. `off`: stopped. `out`: disabled. */
  readonly look: 'plain' | 'waiting' | 'off' | 'out';
}

/** The last picture of a site, or a grey tile; a new one is faded in over the one before. */
export const Thumbnail = ({ databaseId, siteId, name, look }: Props) => {
  const url = useThumbnail(databaseId, siteId);
  const [layers, setLayers] = useState<readonly Layer[]>(url === null ? [] : [{ url, isNew: false }]);
  const top = layers.at(-1)?.url ?? null;
  if (url !== top) setLayers(url === null ? [] : [...layers.slice(-1), { url, isNew: true }]);
  return (
    <span className={classes.thumbnail} data-look={look}>
      {layers.length === 0 && (
        <span className={classes.initials} aria-hidden="true">
          {initialsOf(name === '' ? '?' : name)}
        </span>
      )}
      {layers.map((layer) => (
        <img
          key={layer.url}
          src={layer.url}
          alt=""
          draggable={false}
          decoding="async"
          className={classes.picture}
          data-new={layer.isNew || undefined}
          onAnimationEnd={() => setLayers([{ url: layer.url, isNew: false }])}
        />
      ))}
    </span>
  );
};
