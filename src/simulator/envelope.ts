import type { Json, JsonObject } from '../model/json';
import { isJsonObject } from '../model/json';
import type { TreeNode } from './treePath';

/** The envelope that LTOS puts around every answer. `links.self` names localhost, whoever asked. */
export function envelope(systemInformation: Json, data: Json, path: string): JsonObject {
  return {
    'system-information': systemInformation,
    data,
    changes: { 'pending-changes': 0 },
    links: { self: `https://localhost${path}` },
  };
}

/** The `data` of an answer for one node: an object with its object-id first; lists and leaves as configured. */
export function nodeData(node: TreeNode, shape: 'bare' | 'wrapped'): Json {
  if (isJsonObject(node.value)) {
    return { 'object-id': node.name, ...node.value };
  }
  if (shape === 'bare') {
    return node.value;
  }
  return { 'object-id': node.name, [Array.isArray(node.value) ? node.name : 'value']: node.value };
}

/** JSON as LTOS writes it: two spaces, and blank lines before and after. */
export function ltosText(value: Json): string {
  return `\n${JSON.stringify(value, undefined, 2)}\n\n`;
}
