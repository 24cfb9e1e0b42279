import { isJsonObject, type Json } from '../../model/json';
import { isSecretName } from '../../model/secretName';
import { redacted, redactText } from '../../model/secretText';

/** The same JSON without the values of members whose names say that they are secrets, and without secrets in texts. Empty values, `true`, `false` and `null` stay. */
export function redactJson(json: Json): Json {
  if (Array.isArray(json)) {
    return json.map(redactJson);
  }
  if (!isJsonObject(json)) {
    return typeof json === 'string' ? redactText(json) : json;
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, isSecretName(name, value) && saysSomething(value) ? redacted : redactJson(value ?? null)]));
}

function saysSomething(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}
