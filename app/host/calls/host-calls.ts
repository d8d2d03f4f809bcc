import { examine } from '../doctor/examine';
import { addDemo } from '../journeys/add-demo';
import { type CallContext, door, startJob } from './call-context';
import { startSites } from './server-calls';

export const hostCalls = (context: CallContext) => ({
  host: {
    info: door.host.info.handler(() => context.host.info()),
    quit: door.host.quit.handler(() => context.host.stopForCaller()),
    others: door.host.others.handler(() => ({ others: context.host.clientCount() - 1 })),
    leave: door.host.leave.handler(async () => {
      const others = context.host.clientCount() - 1;
      if (others > 0) return { others };
      await context.host.stopForCaller();
      return { others: 0 };
    }),
    demo: door.host.demo.handler(({ input }) =>
      startJob(context, {
        kind: 'demo',
        title: 'Add the demo',
        projectId: null,
        isCancellable: true,
        turn: 'demo',
        run: async (engine, job) => {
          const result = await addDemo(engine, job);
          const { activeDatabaseId } = await engine.catalog.projects.get(result.projectId);
          if (input.starts && activeDatabaseId !== null) await startSites(context, result.projectId, null);
          return result;
        },
      }),
    ),
    doctor: door.host.doctor.handler(({ input }) =>
      examine({ ...context.machine, host: context.host, engine: context.engine }, input.projectId),
    ),
  },
  watch: door.watch.handler(async function* ({ signal }) {
    const { store } = await context.engineNow();
    yield* store.watch(signal ?? new AbortController().signal);
  }),
});
