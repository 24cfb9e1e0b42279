import type { TableSetting } from './tableDefinition';
import { TableFault } from './tableFault';

/** Writes what a page sent as the value of a setting; rejects with a fault when it cannot be one. */
export async function writeSetting(setting: TableSetting, value: boolean | number | string): Promise<void> {
  switch (setting.kind) {
    case 'switch':
      if (typeof value === 'boolean') {
        return setting.write(value);
      }
      break;
    case 'number':
      if (typeof value === 'number' && Number.isInteger(value) && value >= setting.min && value <= setting.max) {
        return setting.write(value);
      }
      throw new TableFault('refusedValue', `${setting.label}: ${value} is not possible.`, `Enter a whole number from ${setting.min} to ${setting.max}.`);
    case 'choice':
      if (typeof value === 'string' && setting.choices.some((choice) => choice.value === value)) {
        return setting.write(value);
      }
      break;
  }
  throw new TableFault('refusedValue', `${setting.label}: this value is not one of those offered.`, 'Choose one of the values offered.');
}
