import { type CallContext, door } from './call-context';

export const noticeCalls = (context: CallContext) => ({
  notices: {
    take: door.notices.take.handler(async () => {
      const { catalog, now } = await context.engine();
      return catalog.notices.takeUntold(now());
    }),
    dismiss: door.notices.dismiss.handler(async ({ input }) => {
      const { catalog, store, now } = await context.engine();
      const dismissed = await catalog.notices.dismiss(input.id, now());
      store.remove('notices', input.id);
      return { dismissed };
    }),
  },
});
