import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandId } from '../../app/contract';

interface Handler {
  readonly run: () => void;
  /** What the command is called here; null: as always. */
  readonly title: string | null;
}

interface Handlers {
  /** What each command does now, the last one that was given first; a command without any is not available. */
  readonly byId: ReadonlyMap<CommandId, readonly Handler[]>;
}

export const useCommandHandlers = create<Handlers>()(() => ({ byId: new Map() }));

const change = (id: CommandId, next: (handlers: readonly Handler[]) => readonly Handler[]): void =>
  useCommandHandlers.setState(({ byId }) => {
    const handlers = next(byId.get(id) ?? []);
    const copy = new Map(byId);
    if (handlers.length === 0) copy.delete(id);
    else copy.set(id, handlers);
    return { byId: copy };
  });

/**
 * Gives a command its meaning while a component is shown: menu, palette and keys then find it.
 *
 * @param handler null where it cannot be done now, e.g. since nothing is chosen
 * @param title what it is called while this component is shown; null: as always
 */
export const useCommand = (
  id: CommandId,
  handler: (() => void) | null,
  title: string | null = null,
): void => {
  const latest = useRef(handler);
  latest.current = handler;
  const isAvailable = handler !== null;
  useEffect(() => {
    if (!isAvailable) return;
    const given: Handler = { run: () => latest.current?.(), title };
    change(id, (handlers) => [given, ...handlers]);
    return () => change(id, (handlers) => handlers.filter((other) => other !== given));
  }, [id, isAvailable, title]);
};

/** @returns whether the command was available */
export const runCommand = (id: CommandId): boolean => {
  const [first] = useCommandHandlers.getState().byId.get(id) ?? [];
  first?.run();
  return first !== undefined;
};
