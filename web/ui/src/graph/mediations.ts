// Where the diamonds lie: amid the parties and mediators, beside the straight line
// between two, since their own ties run there; each next of the same parties further out.
import type { Spell } from '../model/spell';
import type { Position, Positions } from './layout';

const STEP = 24;
/** The first lies this far off the line of two, clear of their own ties. */
const FIRST = 42;
const NEAR = 20;

/** placeMediations gives each mediation a place, by its id; `actors` stay where they are. */
export function placeMediations(spells: readonly Spell[], actors: Positions): Map<string, Position> {
  const places = new Map<string, Position>();
  const taken = new Cells();
  for (const p of actors.values()) taken.add(p);
  const nth = new Map<string, number>();
  const sorted = spells
    .filter((s) => s.kind === 'MEDIATION')
    .sort((a, b) => a.earliestStart - b.earliestStart || (a.id < b.id ? -1 : 1));
  for (const s of sorted) {
    const ids = [...new Set(s.parties.map((p) => p.actor))].sort();
    const at = ids.map((id) => actors.get(id)).filter((p) => p !== undefined);
    if (at.length === 0) continue;
    const key = ids.join('\n');
    let n = nth.get(key) ?? 0;
    let place = beside(at, n++);
    while (taken.near(place) && n < 60) place = beside(at, n++);
    nth.set(key, n);
    taken.add(place);
    places.set(s.id, place);
  }
  return places;
}

/** beside is the nth place: 1, -1, 2, -2, … steps off the line of two, or on a spiral amid more. */
function beside(at: readonly Position[], n: number): Position {
  const middle = { x: 0, y: 0 };
  for (const p of at) {
    middle.x += p.x / at.length;
    middle.y += p.y / at.length;
  }
  if (at.length === 2) {
    const [dx, dy] = [at[1]!.x - at[0]!.x, at[1]!.y - at[0]!.y];
    const length = Math.hypot(dx, dy) || 1;
    const off = (FIRST + STEP * Math.floor(n / 2)) * (n % 2 === 0 ? 1 : -1);
    return { x: middle.x - (dy / length) * off, y: middle.y + (dx / length) * off };
  }
  const angle = n * 2.399963;
  const radius = STEP * Math.sqrt(n);
  return { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) };
}

/** Cells finds what is near without looking at everything. */
class Cells {
  readonly #cells = new Map<string, Position[]>();

  add(p: Position): void {
    const key = `${Math.floor(p.x / NEAR)},${Math.floor(p.y / NEAR)}`;
    const here = this.#cells.get(key);
    if (here) here.push(p);
    else this.#cells.set(key, [p]);
  }

  near(p: Position): boolean {
    const [cx, cy] = [Math.floor(p.x / NEAR), Math.floor(p.y / NEAR)];
    for (let x = cx - 1; x <= cx + 1; x++) {
      for (let y = cy - 1; y <= cy + 1; y++) {
        if (this.#cells.get(`${x},${y}`)?.some((q) => Math.hypot(p.x - q.x, p.y - q.y) < NEAR)) return true;
      }
    }
    return false;
  }
}
