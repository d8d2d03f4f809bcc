import { useCommand } from '../../commands/command-handlers';
import { useNavigation } from '../../navigation/navigation';
import { useActiveDatabase, useEngine } from '../../store/current';
import { lastPlanOf } from '../../store/selectors';
import { orderPlan } from './plan-order';

/** Undo of the last plan, on every screen: what it changes is shown before anything is written. */
export const UndoCommand = () => {
  const database = useActiveDatabase();
  const id = database?.id ?? '';
  const hasPlan = useEngine((state) => lastPlanOf(state, id) !== null) ?? false;
  useCommand(
    'undo-plan',
    hasPlan
      ? () => {
          orderPlan(id, { kind: 'undo' });
          useNavigation.getState().goTo('rewrite');
        }
      : null,
  );
  return null;
};
