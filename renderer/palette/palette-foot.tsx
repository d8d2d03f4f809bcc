import classes from './palette.module.css';

const keys = [
  { keys: ['↑', '↓'], text: 'Move' },
  { keys: ['↵'], text: 'Run' },
  { keys: ['Tab'], text: 'Actions of the selected' },
] as const;

const signs = [
  { sign: '>', text: 'commands' },
  { sign: '@', text: 'sites' },
  { sign: '#', text: 'databases' },
] as const;

/** How the palette is used. */
export const PaletteFoot = () => (
  <div className={classes.foot}>
    {keys.map(({ keys: shown, text }) => (
      <span key={text}>
        {shown.map((key) => (
          <kbd key={key} className={classes.enter}>
            {key}
          </kbd>
        ))}
        {text}
      </span>
    ))}
    <span className={classes.signs}>
      {signs.map(({ sign, text }) => (
        <span key={sign}>
          <kbd className={classes.enter}>{sign}</kbd>
          {text}
        </span>
      ))}
    </span>
  </div>
);
