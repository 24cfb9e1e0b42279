/** Adds a member to the list under a key. */
export function addTo<K, T>(lists: Map<K, T[]>, key: K, member: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [member]);
  } else {
    list.push(member);
  }
}
