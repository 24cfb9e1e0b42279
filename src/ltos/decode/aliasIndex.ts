import { KeyMemo } from '../../model/keyMemo';
import { normalKey } from '../../model/normalKey';
import { type DataSet, type FieldName, fields } from '../fields';

/** One alias of `fields.ts`, taken apart. */
export interface Alias {
  readonly field: FieldName;
  /** Position in the line of its field: smaller wins. */
  readonly rank: number;
  /** The key counts only when its value fits the field. */
  readonly mustFit: boolean;
  readonly inverted: boolean;
  /** The unit that the end of the key names, for times. */
  readonly unit?: string;
}

const keyUnits = ['ps', 'ns', 'us', 'ms', 's', 'nsec', 'usec', 'msec', 'sec', 'nanoseconds', 'microseconds', 'milliseconds', 'seconds'];
/** What may stand in the parent data set without saying so; see `fields.ts`. */
const parentWords = /^(?:gm|grandmaster|parent)/;
const noAliases: readonly Alias[] = [];

type Index = ReadonlyMap<string, readonly Alias[]>;

/** Made when a data set is first seen: nothing of this is paid for while VS Code starts. */
const indices = new Map<DataSet, Index>();
const aliasesByKey = new Map<DataSet, KeyMemo<readonly Alias[]>>();

/** The aliases that a key stands for in a data set; more than one only when its value decides. */
export function aliasesOf(dataSet: DataSet, key: string): readonly Alias[] {
  let memo = aliasesByKey.get(dataSet);
  if (memo === undefined) {
    memo = new KeyMemo((asked) => findAliases(dataSet, asked));
    aliasesByKey.set(dataSet, memo);
  }
  return memo.get(key);
}

function findAliases(dataSet: DataSet, key: string): readonly Alias[] {
  const aliases = knownKeys(dataSet).get(normalKey(key)) ?? noAliases;
  // `offset-s` is in seconds, but `offsets` is just a word.
  return aliases[0]?.unit === 's' && !/[^a-z0-9]s$/i.test(key) ? noAliases : aliases;
}

/** Every key that is understood in a data set. */
export function knownKeys(dataSet: DataSet): Index {
  let index = indices.get(dataSet);
  if (index === undefined) {
    index = indexFor(dataSet);
    indices.set(dataSet, index);
  }
  return index;
}

function indexFor(dataSet: DataSet): Index {
  const index = new Map<string, Alias[]>();
  const named = new Set<string>();
  const add = (key: string, alias: Alias): void => void index.set(key, [...(index.get(key) ?? []), alias]);
  const rows = Object.entries(fields).flatMap(([field, { kind, aliases }]) =>
    aliases.map((text, rank) => ({ field: field as FieldName, kind, rank, ...parseAlias(text) })),
  );
  for (const row of rows) {
    if (row.dataSet === dataSet) {
      named.add(row.key);
    }
  }
  for (const { dataSet: only, key, kind, ...alias } of rows) {
    // An alias that names the data set wins over one that counts everywhere.
    const counts = only === undefined ? !named.has(key) && (dataSet !== 'parent' || parentWords.test(key)) : only === dataSet;
    if (!counts) {
      continue;
    }
    add(key, alias);
    if (kind === 'duration') {
      for (const unit of keyUnits) {
        add(key + unit, { ...alias, unit });
      }
    }
  }
  return index;
}

interface ParsedAlias {
  readonly key: string;
  readonly dataSet?: string;
  readonly mustFit: boolean;
  readonly inverted: boolean;
}

function parseAlias(text: string): ParsedAlias {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  const alias = { key: normalKey(name), mustFit: name.endsWith('?'), inverted: name.startsWith('!') };
  return slash < 0 ? alias : { ...alias, dataSet: text.slice(0, slash) };
}
