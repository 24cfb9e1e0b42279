import type { Disposable, Event } from '../../model/event';
import type { Services } from '../services';
import { scopeOf } from './deviceScope';

/** Panels of one kind: the subjects of those that can be seen, as {@link scopeOf} reads them. */
interface VisiblePanels {
  readonly visibleSubjects: readonly string[];
  readonly onDidChangeVisible: Event<void>;
}

/** A panel that can be seen asks for fresh data of its device; the one of all devices asks for all of them. */
export function followPanels(
  panels: VisiblePanels,
  { devices, panelDemand }: Pick<Services, 'devices' | 'panelDemand'>,
): Disposable {
  const update = (): void =>
    panelDemand.show(
      panels,
      panels.visibleSubjects.flatMap((subject) => {
        const scope = scopeOf(subject);
        return scope?.deviceId === undefined ? devices.configs.map(({ id }) => id) : [scope.deviceId];
      }),
    );
  const subscriptions = [panels.onDidChangeVisible(update), devices.onDidChange(update)];
  return {
    dispose: () => {
      for (const subscription of subscriptions) {
        subscription.dispose();
      }
    },
  };
}
