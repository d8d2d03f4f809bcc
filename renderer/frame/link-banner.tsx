import { useStore } from '../store/store';
import classes from './frame.module.css';

const texts = {
  connecting: 'Connecting to the host',
  'no-token': 'This tab has no token. Run `manysite serve` and open the address that it prints.',
  refused:
    'The host refused the token of this tab. Run `manysite serve` and open the address that it prints.',
  lost: 'Host not answering, trying again every second',
} as const;

/** Says so while the window shows what it knew last. */
export const LinkBanner = () => {
  const link = useStore((store) => store.link);
  if (link === 'open') return null;
  return (
    <p role="status" className={classes.banner}>
      {texts[link]}
    </p>
  );
};
