import type { Property } from '../../model/snapshot';
import { clip } from './jsonMember';

/** Bounds that keep hostile answers from growing the pool: a card has a few hundred places, and a site a few kinds of cards. */
const maxPlaces = 20_000;
const maxCharacters = 2_000_000;
/** Most places hold the same few values on every device; those that tick are not worth more room. */
const keptValues = 4;

const longestKey = 128;
/** A longer text is hardly the same anywhere else. */
const longestValue = 64;

/** A place in a module: its path, which is made once, and the values that were last seen there. */
export interface PropertyPlace {
  readonly path: string;
  readonly below: Map<string, PropertyPlace>;
  readonly properties: Property[];
  /** Which of the properties makes room for the next. */
  oldest: number;
}

let root = newPlace('');
let places = 0;
let characters = 0;

/** The place of a module itself. Begins anew when too much has been seen: what is in use elsewhere stays as it is. */
export function modulePlace(): PropertyPlace {
  if (places > maxPlaces || characters > maxCharacters) {
    root = newPlace('');
    places = 0;
    characters = 0;
  }
  return root;
}

/** The place of a member or an element of what is at `place`. */
export function placeBelow(place: PropertyPlace, key: string): PropertyPlace {
  const known = place.below.get(key);
  if (known !== undefined) {
    return known;
  }
  const label = clip(key, longestKey);
  const made = newPlace(place.path === '' ? label : `${place.path}.${label}`);
  place.below.set(key, made);
  places += 1;
  characters += made.path.length + key.length;
  return made;
}

/** The property of a leaf; the same object as long as this value is among the last ones of its place, on whatever device. */
export function propertyAt(place: PropertyPlace, value: Property['value']): Property {
  if (typeof value === 'string' && value.length > longestValue) {
    return { path: place.path, value };
  }
  const { properties } = place;
  for (const property of properties) {
    if (Object.is(property.value, value)) {
      return property;
    }
  }
  const made = Object.freeze({ path: place.path, value });
  if (properties.length < keptValues) {
    properties.push(made);
  } else {
    properties[place.oldest] = made;
    place.oldest = (place.oldest + 1) % keptValues;
  }
  return made;
}

function newPlace(path: string): PropertyPlace {
  return { path, below: new Map(), properties: [], oldest: 0 };
}
