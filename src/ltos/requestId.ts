let lastId = 0;

/** The id of the next HTTP session of this process, larger than those before. */
export function nextRequestId(): number {
  lastId += 1;
  return lastId;
}
