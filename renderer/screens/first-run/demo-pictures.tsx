import classes from './first-run.module.css';
import baeckerei from './pictures/baeckerei.webp';
import museum from './pictures/museum.webp';
import portal from './pictures/portal.webp';
import praxis from './pictures/praxis.webp';
import rowing from './pictures/rowing.webp';
import velowerk from './pictures/velowerk.webp';

/** Sites of the demo as they look; `npm run screenshots` takes the pictures. */
export const DemoPictures = () => (
  <div className={classes.pictures}>
    {[portal, velowerk, museum, rowing, praxis, baeckerei].map((address) => (
      <img key={address} src={address} alt="" width={96} height={53} />
    ))}
  </div>
);
