import { isJsonObject, type JsonObject } from '../../model/json';
import type { MessageCounter } from '../../model/ptpDataSets';
import { countedMessage } from '../../model/ptpMessageType';
import type { DataSetNode } from './dataSets';
import { clip } from './jsonMember';
import type { Understood } from './understood';
import { readKind } from './valueReaders';

/** Ten types of messages, two directions, and room for more. */
const maxCounters = 100;
/** `statistics.messages.rx.sync` */
const maxLevels = 3;
const longestName = 64;

/** The counters of messages by type that an instance has among its statistics, or in a flat instance beside everything else. */
export function readMessageCounters(parts: readonly DataSetNode[], understood: Understood): readonly MessageCounter[] {
  const counters: MessageCounter[] = [];
  const objects = new Set<unknown>(parts.map(({ object }) => object));

  const collect = (object: JsonObject, prefix: string, levels: number, needsDirection: boolean): void => {
    for (const key of Object.keys(object)) {
      const value = object[key];
      const name = prefix === '' ? key : `${prefix}.${key}`;
      if (value === undefined || counters.length >= maxCounters || name.length > longestName) {
        continue;
      }
      const counted = countedMessage(name);
      const reading = counted === undefined || (needsDirection && counted.direction === undefined) ? undefined : readKind('counter', value, {});
      if (reading !== undefined && reading.is !== 'bad') {
        understood.add(object, key);
        if (reading.is === 'read') {
          counters.push({ name: clip(name, longestName), total: reading.value });
        }
      } else if (isJsonObject(value) && !needsDirection && levels > 1 && !objects.has(value)) {
        collect(value, name, levels - 1, needsDirection);
      }
    }
  };

  for (const { dataSet, object } of parts) {
    if (dataSet === 'statistics' || dataSet === 'self') {
      // Outside of the statistics `sync` may be anything, `rx-sync` hardly.
      collect(object, '', maxLevels, dataSet === 'self');
    }
  }
  return counters;
}
