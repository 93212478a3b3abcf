// What could not be saved, kept in this browser: one entry a person and page.

const PREFIX = "luu-tam:";
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

export function keyOf(user, path) {
  return `${PREFIX}${user}:${path}`;
}

/** Keep `entry`; false when the browser offers no place or has no room. */
export function keep(key, entry) {
  try {
    localStorage.setItem(key, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // No place to keep anything: nothing is there.
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

/** At sign-out: nothing of `user` stays on a machine that others use. */
export function dropAllOf(user) {
  keys().filter((key) => key.startsWith(keyOf(user, ""))).forEach(drop);
}

export function dropOld() {
  const oldest = Date.now() - KEPT_FOR;
  keys().filter((key) => !(kept(key)?.at > oldest)).forEach(drop);
}
