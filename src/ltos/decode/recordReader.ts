import type { JsonObject } from '../../model/json';
import { normalKey } from '../../model/normalKey';
import type { Field, RecordFields } from '../fields';
import type { DecodeOptions } from './options';
import type { Understood } from './understood';
import { readKind } from './valueReaders';

interface RecordAlias {
  readonly name: string;
  readonly kind: Field['kind'];
  /** Position in the line of its field: smaller wins. */
  readonly rank: number;
}

interface Found {
  readonly key: string;
  readonly rank: number;
  readonly value: string | number | boolean;
}

/** Reads the flat objects of one kind, such as the elements of a list, by the table of their fields. */
export class RecordReader<Table extends Readonly<Record<string, Field>>> {
  readonly #table: Table;
  #aliases: ReadonlyMap<string, RecordAlias> | undefined;

  constructor(table: Table) {
    this.#table = table;
  }

  /** What the object says; its members that were read are told to `understood`. A value that cannot be read is left out. */
  read(object: JsonObject, { raw, offsetUnit }: DecodeOptions, understood?: Understood): RecordFields<Table> {
    // Made when first needed: nothing of this is paid for while VS Code starts.
    this.#aliases ??= aliasesOf(this.#table);
    const context = { raw, offsetUnit };
    const found = new Map<string, Found>();
    for (const key of Object.keys(object)) {
      const alias = this.#aliases.get(normalKey(key));
      const value = object[key];
      if (alias === undefined || value === undefined) {
        continue;
      }
      const reading = readKind(alias.kind, value, context);
      if (reading.is === 'absent') {
        understood?.add(object, key);
      } else if (reading.is === 'read' && alias.rank < (found.get(alias.name)?.rank ?? Infinity)) {
        found.set(alias.name, { key, rank: alias.rank, value: reading.value });
      }
    }
    const fields: Record<string, Found['value']> = {};
    found.forEach(({ key, value: said }, name) => {
      understood?.add(object, key);
      fields[name] = said;
    });
    // The reader of a field is chosen by its kind, which is what its type is derived from.
    return fields as RecordFields<Table>;
  }
}

function aliasesOf(table: Readonly<Record<string, Field>>): ReadonlyMap<string, RecordAlias> {
  return new Map(
    Object.entries(table).flatMap(([name, { kind, aliases }]) => aliases.map((alias, rank) => [alias, { name, kind, rank }] as const)),
  );
}
