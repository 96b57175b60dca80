// What this browser keeps for one seat: drafts, commands not yet acknowledged, the open tab. The storage may be switched
// off or full; what is kept then lasts as long as the page.

import type { Page } from "./page";

export interface Store {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  names(start: string): string[];
}

export function openStore(page: Page): Store {
  const prefix = `palermo.${page.exercise}.${page.keeper}.`;
  const memory = new Map<string, string>();
  return {
    get(name) {
      try {
        return localStorage.getItem(prefix + name) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(prefix + name, value);
        memory.delete(name);
      } catch {
        memory.set(name, value);
      }
    },
    names(start) {
      const found = [...memory.keys()];
      try {
        for (let n = 0; n < localStorage.length; n += 1) {
          const key = localStorage.key(n) ?? "";
          if (key.startsWith(prefix)) found.push(key.slice(prefix.length));
        }
      } catch {
        // then there is only what is in memory
      }
      return found.filter((name) => name.startsWith(start)).sort();
    },
    remove(name) {
      memory.delete(name);
      try {
        localStorage.removeItem(prefix + name);
      } catch {
        // then it was in memory only
      }
    },
  };
}
