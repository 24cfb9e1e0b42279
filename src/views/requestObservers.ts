import type { RequestObserver } from '../model/httpRequest';

/** One observer that tells several; `undefined` when there is none of them. */
export function observedBy(...observers: readonly (RequestObserver | undefined)[]): RequestObserver | undefined {
  const present = observers.filter((observer) => observer !== undefined);
  return present.length <= 1
    ? present[0]
    : {
        started: (record) => present.forEach((observer) => observer.started(record)),
        finished: (record) => present.forEach((observer) => observer.finished(record)),
      };
}
