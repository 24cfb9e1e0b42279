import { ThemeColor, ThemeIcon } from 'vscode';
import type { DeviceSnapshot, SlotSnapshot } from '../../model/snapshot';
import { isFaulty, type Severity } from '../../model/severity';

/** The icon of a severity: shape and colour both tell, never the colour alone. */
export function severityIcon(severity: Severity): ThemeIcon {
  switch (severity) {
    case 'timeout':
      return new ThemeIcon('debug-disconnect', new ThemeColor('list.errorForeground'));
    case 'critical':
    case 'major':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    case 'minor':
    case 'warning':
      return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    case 'normal':
      return new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'));
    case 'masked':
      return new ThemeIcon('bell-slash');
    case 'information':
      return new ThemeIcon('circle-outline', new ThemeColor('disabledForeground'));
  }
}

/** The icon of a device: what stands in the way of good data, else how bad the data are. */
export function deviceIcon(device: DeviceSnapshot, severity: Severity): ThemeIcon {
  const { state, error } = device.communication;
  if (error?.kind === 'tlsUntrusted' || error?.kind === 'tlsChanged') {
    return new ThemeIcon('shield', new ThemeColor('list.warningForeground'));
  }
  switch (state) {
    case 'responding':
    case 'retrying':
    case 'timeout':
    case 'slowPoll':
      return severityIcon(severity);
    case 'paused':
      return new ThemeIcon('debug-pause');
    case 'waitingForCredentials':
      return new ThemeIcon('key');
    case 'unauthorized':
      return new ThemeIcon('key', new ThemeColor('list.errorForeground'));
    case 'waitingForSlotId':
      return new ThemeIcon('question', new ThemeColor('list.warningForeground'));
    case 'connecting':
      return new ThemeIcon('sync');
  }
}

/** The icon of a slot: a PSX by its severity, another card and an empty slot by their kind. */
export function slotIcon(slot: SlotSnapshot, severity: Severity): ThemeIcon {
  if (slot.missingSince !== undefined) {
    return missingIcon();
  }
  if (slot.isEmpty) {
    return severityIcon('information');
  }
  if (!slot.isPsx && severity === 'normal') {
    return new ThemeIcon('circuit-board', new ThemeColor('disabledForeground'));
  }
  return severity === 'normal' ? new ThemeIcon('watch', new ThemeColor('testing.iconPassed')) : severityIcon(severity);
}

/** The icon of the network side of a card: what is wrong with it, else what it is. */
export function interfacesIcon(severity: Severity): ThemeIcon {
  return isFaulty(severity) ? severityIcon(severity) : new ThemeIcon('arrow-swap');
}

/** The icon of what the device no longer lists. */
export function missingIcon(): ThemeIcon {
  return new ThemeIcon('circle-slash', new ThemeColor('list.errorForeground'));
}
