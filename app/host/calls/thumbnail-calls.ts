import { AppError } from '../../contract';
import { showPut } from '../thumbnails/show-thumbnails';
import { type CallContext, door } from './call-context';

export const thumbnailCalls = (context: CallContext) => ({
  thumbnails: {
    put: door.thumbnails.put.handler(async ({ input: { base64, ...key } }) => {
      const { store, thumbnails, now } = await context.engineNow();
      if (!store.state.databases.some(({ id }) => id === key.databaseId)) {
        throw new AppError('database-not-found', `There is no database with the id ${key.databaseId}.`, {
          data: { databaseId: key.databaseId },
        });
      }
      const kept = await thumbnails.put(key, Buffer.from(base64, 'base64'), now());
      return showPut(thumbnails, store, kept);
    }),
    get: door.thumbnails.get.handler(async ({ input }) => {
      const { thumbnails } = await context.engineNow();
      const { type, takenAt, bytes } = await thumbnails.get(input);
      return { type, takenAt, base64: bytes.toString('base64') };
    }),
  },
});
