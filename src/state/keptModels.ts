import { createStore, del, entries, get, set } from 'idb-keyval';
import { AppError } from '../shared/errors';

/** A model that the user keeps in the browser. */
export interface KeptModel {
  readonly id: string;
  readonly name: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly date: number;
  readonly bytes: number;
}

/** Where kept models live; another one in tests. */
export interface KeptModels {
  list(): Promise<readonly KeptModel[]>;
  /** The model file, or null when it is gone. */
  read(id: string): Promise<Uint8Array | null>;
  /** @throws AppError `storageFull` */
  keep(id: string, name: string, file: Uint8Array): Promise<void>;
  remove(id: string): Promise<void>;
}

interface Stored {
  readonly name: string;
  readonly date: number;
  readonly file: Uint8Array;
}

/** Models in the browser's IndexedDB. Where that is missing or closed, every call says so. */
export function createKeptModels(): KeptModels {
  const store = createStore('transformer-variants', 'models');
  return {
    list: async () => {
      const all = await entries<string, Stored>(store);
      return all
        .map(([id, { name, date, file }]) => ({ id, name, date, bytes: file.byteLength }))
        .toSorted((a, b) => b.date - a.date);
    },
    read: async (id) => (await get<Stored>(id, store))?.file ?? null,
    keep: async (id, name, file) => {
      try {
        await set(id, { name, date: Date.now(), file } satisfies Stored, store);
      } catch (error) {
        const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
        if (!isFull) throw error;
        throw new AppError(
          'storageFull',
          `The browser has no room for ${Math.ceil(file.byteLength / 2 ** 20)} MB more. Delete a kept model, or save this one to a file.`,
        );
      }
    },
    remove: (id) => del(id, store),
  };
}

/** For pages without storage, and for tests. */
export function createKeptModelsInMemory(): KeptModels {
  const models = new Map<string, Stored>();
  return {
    list: () =>
      Promise.resolve(
        [...models].map(([id, { name, date, file }]) => ({ id, name, date, bytes: file.byteLength })),
      ),
    read: (id) => Promise.resolve(models.get(id)?.file ?? null),
    keep: (id, name, file) => {
      models.set(id, { name, date: Date.now(), file });
      return Promise.resolve();
    },
    remove: (id) => {
      models.delete(id);
      return Promise.resolve();
    },
  };
}
