// Where GraphiQL keeps tabs, history and settings between visits.

// GraphiQL's own keys start with "graphiql:" on every site. Loopback ports are
// shared by whatever ran there before, so another program's GraphiQL may have
// left tabs behind; under this prefix a first visitor really is one.
const PREFIX = 'realign:playground:';

/**
 * createStorage returns what GraphiQL takes for a Storage: localStorage under
 * PREFIX, or memory where the browser grants none (private windows, policies).
 */
export function createStorage() {
  const backing = usableLocalStorage() ?? memoryStorage();
  const keys = () =>
    Array.from({ length: backing.length }, (_, i) => backing.key(i)).filter(
      key => key?.startsWith(PREFIX),
    );
  return {
    getItem: key => backing.getItem(PREFIX + key),
    setItem: (key, value) => backing.setItem(PREFIX + key, value),
    removeItem: key => backing.removeItem(PREFIX + key),
    get length() {
      return keys().length;
    },
    // Settings has a button "Clear data": it clears ours only.
    clear: () => keys().forEach(key => backing.removeItem(key)),
  };
}

function usableLocalStorage() {
  try {
    const probe = PREFIX + 'probe';
    window.localStorage.setItem(probe, '1');
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    return null;
  }
}

function memoryStorage() {
  const entries = new Map();
  return {
    getItem: key => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, String(value)),
    removeItem: key => void entries.delete(key),
    key: index => [...entries.keys()][index] ?? null,
    get length() {
      return entries.size;
    },
  };
}

// What GraphiQL 4 calls these; it exports the names of neither.
const TABS = 'graphiql:tabState';
const QUERY = 'graphiql:query';
const VARIABLES = 'graphiql:variables';

/**
 * seedFirstVisit makes GraphiQL open with the example, unless there are tabs
 * from an earlier visit. Storage is the only way in: GraphiQL's defaultTabs
 * leaves the variables editor empty, and its query and variables props win
 * over the tabs of a returning visitor.
 */
export function seedFirstVisit(storage, example) {
  if (!example || storage.getItem(TABS)) {
    return;
  }
  try {
    storage.setItem(QUERY, example.query);
    if (example.variables) {
      storage.setItem(VARIABLES, example.variables);
    } else {
      storage.removeItem(VARIABLES);
    }
  } catch {
    // Storage is full: the page opens empty and the list still offers it.
  }
}
