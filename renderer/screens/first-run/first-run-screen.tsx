import { Button } from '@mantine/core';
import { call } from '../../store/call';
import { useEngine } from '../../store/current';

export const FirstRunScreen = () => {
  const isDemoRunning =
    useEngine((state) => state.jobs.some((job) => job.kind === 'demo' && job.endedAt === null)) ?? true;
  return (
    <section>
      <h2>No project yet</h2>
      <Button variant="filled" disabled={isDemoRunning} onClick={() => call((client) => client.host.demo())}>
        Add the demo
      </Button>
    </section>
  );
};
