import { isJsonObject, type Json, type JsonObject } from '../model/json';

/** HTML, script, control characters, emoji and text that changes its direction: what a page must show as text and nothing else. */
export const hostileText =
  '<img src=x onerror="document.title=\'hostile\'"><script>document.title="hostile"</script>"\'&amp;\u0000\u0007\u001B[31m\u009B\u202E\u2066txet\u2069\u2028\u2029\uFEFF\uD800😈👩‍👩‍👧e\u0301';

/** Longer than what is kept of an answer. */
const longLine = '<b>0123456789'.repeat(10_000);

/** The module with such a text behind every name that a person gives, and in members and keys of its own. */
export function hostileModule(module: JsonObject): JsonObject {
  return {
    ...withHostileNames(module),
    '<script>document.title="hostile"</script>': hostileText,
    ['__proto__']: { constructor: hostileText, '\u202Eyek': [hostileText, { '': '' }] },
    'long-line': longLine,
  };
}

function withHostileNames(node: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(node).map(([key, member]) => [key, hostileMember(key, member)]));
}

function hostileMember(key: string, member: Json | undefined): Json | undefined {
  if (key === 'alias' && typeof member === 'string') {
    return member + hostileText;
  }
  if (Array.isArray(member)) {
    return (member as readonly Json[]).map((element) => (isJsonObject(element) ? withHostileNames(element) : element));
  }
  return isJsonObject(member) ? withHostileNames(member) : member;
}
