import { Code } from '@mantine/core';
import classes from './closed-door.module.css';

const texts = {
  'no-token': {
    title: 'This tab has no token',
    text: 'Each tab is let in by the address that the command prints, so that no other page can use your databases.',
  },
  refused: {
    title: 'The host refused the token of this tab',
    text: 'It has another token now, for example since its data folder is another one.',
  },
} as const;

/** A tab that may not come in: why, and how it gets in. */
export const ClosedDoor = ({ link }: { readonly link: keyof typeof texts }) => (
  <main className={classes.page}>
    <img src="/favicon.svg" alt="" width={48} height={48} />
    <h1>{texts[link].title}</h1>
    <p>{texts[link].text}</p>
    <p>
      Run <Code>manysite serve</Code> in a terminal and open the address that it prints.
    </p>
  </main>
);
