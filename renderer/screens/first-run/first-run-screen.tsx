import { Button, TextInput } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { KeyHint } from '../../frame/key-hint';
import { Mark } from '../../marks/mark';
import { shell } from '../../shell/surroundings';
import { useProject } from '../../store/current';
import { askForDumps } from '../import/choose-dump';
import { DemoCard } from './demo-card';
import classes from './first-run.module.css';
import { askForProject, openProject, useOpening } from './open-project';

const packages = ['django.contrib.sites', 'django-multisite', 'djangocms-multisite', 'django-multisite-plus'];

const steps = [
  {
    title: 'Open',
    text: 'The project is recognised: Python, settings, kind of multisite. You can correct it.',
  },
  { title: 'Drop a dump', text: 'See its sites and problems before anything is restored.' },
  { title: 'See all sites', text: 'Switch dumps, modes and snapshots without a failed request.' },
];

const PathField = () => {
  const opening = useOpening((store) => store.opening);
  const [folder, setFolder] = useState(opening.state === 'none' ? '' : opening.folder);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void openProject(folder);
  };
  return (
    <form className={classes.pathForm} onSubmit={submit}>
      <TextInput
        size="md"
        className={classes.path}
        aria-label="Folder of the project, on the machine where the host runs"
        placeholder="/home/me/code/shop"
        classNames={{ input: 'mono' }}
        value={folder}
        onChange={({ currentTarget }) => setFolder(currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" size="md" variant="filled" disabled={folder.trim() === ''}>
        Open a project
      </Button>
    </form>
  );
};

const Trouble = () => {
  const opening = useOpening((store) => store.opening);
  if (opening.state === 'none') return null;
  if (opening.state === 'looking')
    return (
      <p role="status" className={classes.looking}>
        <Mark kind="starting" /> Looking into <span className="mono">{opening.folder}</span>
      </p>
    );
  const { folder, error } = opening;
  const canBeMoved = Array.isArray(error.data.moved) && error.data.moved.length > 0;
  return (
    <div role="alert" className={classes.trouble}>
      <strong>
        <Mark kind="failed" /> {error.message}
      </strong>
      {error.hint !== null && <p>{error.hint}</p>}
      {canBeMoved && (
        <div className={classes.buttons}>
          <Button variant="filled" onClick={() => openProject(folder, 'yes')}>
            It was moved here
          </Button>
          <Button onClick={() => openProject(folder, 'no')}>It is another project</Button>
        </div>
      )}
    </div>
  );
};

/** What to do while there is no project, and how to open a further one. */
export const FirstRunScreen = () => {
  const project = useProject();
  return (
    <section className={classes.page} aria-label="Open a project">
      <div className={classes.inner}>
        <img src="./favicon.svg" alt="" width={36} height={36} className={classes.logo} />
        <h1>Open a Django multisite project</h1>
        <p className={classes.lead}>
          Every one of its sites on this machine, from any dump. Nothing to install, your files stay as they
          are.
        </p>
        <div className={classes.cards}>
          <div className={classes.drop}>
            <IconFolderOpen size={26} stroke={1.25} className={classes.folder} />
            <h2>{shell === null ? 'Open a project folder' : 'Drop a project folder here'}</h2>
            <p>The one with manage.py in it. Or drop a dump: you can look into it first.</p>
            {shell === null && <PathField />}
            <div className={classes.buttons}>
              {shell !== null && (
                <Button
                  size="md"
                  variant="filled"
                  rightSection={<KeyHint command="open-project" />}
                  onClick={() => askForProject()}
                >
                  Choose a folder
                </Button>
              )}
              <Button size="md" onClick={() => askForDumps(project?.id ?? null)}>
                Look into a dump
              </Button>
            </div>
            <Trouble />
            <div className={classes.recognised}>
              <span>Recognised</span>
              <ul>
                {packages.map((name) => (
                  <li key={name} className="mono">
                    {name}
                  </li>
                ))}
              </ul>
            </div>
          </div>
          <DemoCard />
        </div>
        <ol className={classes.steps}>
          {steps.map(({ title, text }, index) => (
            <li key={title}>
              <strong>
                <span>{index + 1}</span> {title}
              </strong>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
};
