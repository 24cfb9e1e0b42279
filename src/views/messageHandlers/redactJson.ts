import { isJsonObject, type Json } from '../../model/json';
import { isSecretName } from '../../model/secretName';
import { redacted } from '../../model/secretText';

/** The same JSON without the values of members whose names say that they are secrets. Empty values, `true`, `false` and `null` stay. */
export function redactJson(json: Json): Json {
  if (Array.isArray(json)) {
    return json.map(redactJson);
  }
  if (!isJsonObject(json)) {
    return json;
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, isSecretName(name) && saysSomething(value) ? redacted : redactJson(value ?? null)]));
}

function saysSomething(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}
