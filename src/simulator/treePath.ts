import type { Json } from '../model/json';
import { isJsonObject } from '../model/json';

/** A node of the tree, with the last step of the path that led to it. */
export interface TreeNode {
  readonly name: string;
  readonly value: Json;
}

/**
 * The node at a tree path: object members by their key, list elements by their object-id.
 * `undefined` when there is none.
 */
export function resolveTreePath(root: TreeNode, steps: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = root;
  for (const step of steps) {
    if (node === undefined) {
      return undefined;
    }
    const value = childOf(node.value, step);
    node = value === undefined ? undefined : { name: step, value };
  }
  return node;
}

/** The steps of a URL path: without empty ones, percent-decoded. `undefined` when it is badly encoded. */
export function pathSteps(pathname: string): readonly string[] | undefined {
  try {
    return pathname
      .split('/')
      .filter((step) => step !== '')
      .map((step) => decodeURIComponent(step));
  } catch {
    return undefined;
  }
}

function childOf(parent: Json, step: string): Json | undefined {
  if (Array.isArray(parent)) {
    // Array.isArray does not narrow readonly arrays.
    const elements = parent as readonly Json[];
    return elements.find((element) => isJsonObject(element) && element['object-id'] === step);
  }
  return isJsonObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
}
