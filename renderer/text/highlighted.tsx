import classes from './highlighted.module.css';
import { splitMatch } from './match';

/** A text in which what was searched stands out. */
export const Highlighted = ({ text, search }: { readonly text: string; readonly search: string }) => {
  const parts = splitMatch(text, search);
  if (parts === null) return text;
  return (
    <>
      {parts.before}
      <mark className={classes.match}>{parts.match}</mark>
      {parts.after}
    </>
  );
};
