import type { Page } from '@playwright/test';

/** What is used here of the browser's databases; the types of a browser are not known to these tests. */
interface Browser {
  readonly indexedDB: { databases(): Promise<readonly { readonly name: string }[]>; open(name: string): Request<Database> };
}
interface Request<T> {
  readonly result: T;
  readonly error: Error | null;
  onsuccess: () => void;
  onerror: () => void;
}
interface Database {
  readonly objectStoreNames: Iterable<string>;
  transaction(store: string): { objectStore(store: string): { getAll(): Request<unknown[]> } };
  close(): void;
}

/** Whether VS Code in the browser has written down this text, also one that stands in JSON in JSON. */
export function isKept(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const { indexedDB } = globalThis as unknown as Browser;
    const done = <T>(request: Request<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The database cannot be read.'));
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      try {
        for (const store of database.objectStoreNames) {
          const values = await done(database.transaction(store).objectStore(store).getAll());
          if (JSON.stringify(values).replaceAll('\\', '').includes(wanted)) return true;
        }
      } finally {
        database.close();
      }
    }
    return false;
  }, text);
}
