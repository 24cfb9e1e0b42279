/** What keeps the process alive, by kind: sockets, servers, timers, requests. Turns of the event loop are none of it. */
export type ActiveResources = ReadonlyMap<string, number>;

/** As many turns as the test runner may need to be done with what it does by itself. */
const turns = 20;

/** What is left when the process has come to rest: of each kind the least of some turns. */
export async function restingResources(): Promise<ActiveResources> {
  let least = activeResources();
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const now = activeResources();
    least = new Map([...least].map(([kind, count]) => [kind, Math.min(count, now.get(kind) ?? 0)]));
  }
  return least;
}

/** What there is more of than before, such as `2 TCPSocketWrap`, once it has had the time to go. */
export async function leftResources(before: ActiveResources, patienceMs = 3_000): Promise<readonly string[]> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const now = await restingResources();
    const left = [...now].flatMap(([kind, count]) => (count > (before.get(kind) ?? 0) ? [`${count - (before.get(kind) ?? 0)} ${kind}`] : []));
    if (left.length === 0 || performance.now() > end) {
      return left;
    }
  }
}

function activeResources(): ActiveResources {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (kind !== 'Immediate') {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}
