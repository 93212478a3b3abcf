// Photographs that could not be sent, kept in this browser's IndexedDB until they are.

const DATABASE = "luu-tam-anh";
const STORE = "photos";
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      const store = asked.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
      store.createIndex("page", "page");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Do `act` with the store; its request's result once the transaction is through. */
async function within(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keep a photograph of `page`; false when the browser offers no place or has no room. */
export async function keepPhoto(page, user, { file, caption }) {
  try {
    await within("readwrite", (store) =>
      store.add({ page, user, file, name: file.name, caption, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export async function photosOf(page) {
  try {
    return await within("readonly", (store) => store.index("page").getAll(page));
  } catch {
    return [];
  }
}

export async function dropPhoto(id) {
  try {
    await within("readwrite", (store) => store.delete(id));
  } catch {
    // No place to keep anything: nothing is there.
  }
}

async function dropWhere(isMeant) {
  try {
    await within("readwrite", (store) => {
      store.openCursor().onsuccess = ({ target }) => {
        const cursor = target.result;
        if (!cursor) return;
        if (isMeant(cursor.value)) cursor.delete();
        cursor.continue();
      };
    });
  } catch {
    // As above.
  }
}

/** At sign-out: no photograph of `user` stays on a machine that others use. */
export function dropAllPhotosOf(user) {
  return dropWhere((photo) => photo.user === user);
}

export function dropOldPhotos() {
  return dropWhere((photo) => photo.at < Date.now() - KEPT_FOR);
}
