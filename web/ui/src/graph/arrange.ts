// Where everyone lies, over the whole period: worked out once, in the worker, and
// then left alone, so that nothing jumps when the day moves.
import { stepAside } from './aside';
import { settle, type Place, type Pull } from './forces';
import { landscape } from './landscape';
import { spread, type Box } from './spread';

export interface Someone {
  readonly id: string;
  /** How many letters its label has, and how large it is drawn. */
  readonly letters: number;
  readonly radius: number;
}

/** A tie between two, by ids; the weight adds up over their ties. */
export type Bond = readonly [a: string, b: string, weight: number];

export interface Arrangement {
  readonly actors: readonly Someone[];
  readonly bonds: readonly Bond[];
  /** Places that are kept, from an earlier arrangement. */
  readonly kept: readonly (readonly [id: string, x: number, y: number])[];
}

/** How much of the plane is left free around the boxes. */
const AIRINESS = 2.4;
const FEW = 250;
const APART = 60; // between components

/** arrange places every actor: those kept where they were, newcomers beside who they are tied to, the rest afresh. */
export function arrange({ actors, bonds, kept }: Arrangement): Map<string, Place> {
  const placed = new Map<string, Place>(kept.map(([id, x, y]) => [id, { x, y }]));
  const sorted = [...actors].sort((a, b) => (a.id < b.id ? -1 : 1));
  // Sums and forces depend in their last digits on the order of the file, and a layout makes much of little.
  const inOrder = bonds.map(([a, b, weight]): Bond => (a < b ? [a, b, weight] : [b, a, weight])).sort(byEnds);
  const neighbours = adjacency(sorted, inOrder);
  const old = [...placed.values()];
  const out = new Map<string, Place>();
  const blocks: Block[] = [];
  for (const component of components(sorted, neighbours)) {
    if (component.some((a) => placed.has(a.id))) join(component, neighbours, placed);
    else blocks.push(blockOf(component, neighbours));
  }
  pack(blocks, old);
  for (const b of blocks) b.actors.forEach((a, i) => placed.set(a.id, b.places[i]!));
  for (const a of sorted) out.set(a.id, placed.get(a.id)!);
  return out;
}

const byEnds = (x: Bond, y: Bond): number => compare(x[0], y[0]) || compare(x[1], y[1]) || x[2] - y[2];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Neighbours = ReadonlyMap<string, ReadonlyMap<string, number>>;

function adjacency(actors: readonly Someone[], bonds: readonly Bond[]): Neighbours {
  const of = new Map(actors.map((a) => [a.id, new Map<string, number>()]));
  for (const [a, b, weight] of bonds) {
    if (a === b) continue;
    const [x, y] = [of.get(a), of.get(b)];
    if (!x || !y) continue;
    x.set(b, (x.get(b) ?? 0) + weight);
    y.set(a, (y.get(a) ?? 0) + weight);
  }
  return of;
}

function components(sorted: readonly Someone[], neighbours: Neighbours): Someone[][] {
  const byId = new Map(sorted.map((a) => [a.id, a]));
  const seen = new Set<string>();
  const found: Someone[][] = [];
  for (const first of sorted) {
    if (seen.has(first.id)) continue;
    seen.add(first.id);
    const component = [first];
    for (const at of component) {
      for (const id of [...neighbours.get(at.id)!.keys()].sort()) {
        if (seen.has(id)) continue;
        seen.add(id);
        component.push(byId.get(id)!);
      }
    }
    found.push(component);
  }
  return found.sort((a, b) => b.length - a.length);
}

interface Block {
  readonly actors: readonly Someone[];
  readonly places: Place[];
  readonly box: Bounds;
}

interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function blockOf(component: readonly Someone[], neighbours: Neighbours): Block {
  const at = new Map(component.map((a, i) => [a.id, i]));
  const pulls: Pull[] = [];
  component.forEach((a, i) => {
    for (const [id, weight] of neighbours.get(a.id)!) {
      const j = at.get(id)!;
      if (i < j) pulls.push({ a: i, b: j, weight });
    }
  });
  const places = settle(component.length, pulls);
  const boxes = component.map(boxOf);
  landscape(places, component.map((a) => sum(neighbours.get(a.id)!.values())));
  enlarge(places, boxes);
  spread(places, boxes);
  if (component.length <= FEW) stepAside(places, pulls, () => spread(places, boxes));
  return { actors: component, places, box: boundsOf(places, boxes) };
}

const sum = (all: Iterable<number>): number => [...all].reduce((a, b) => a + b, 0);

/** boxOf is the room for the disc, its name, and lines long enough to show what they are; more for who has many. */
function boxOf(a: Someone): Box {
  return { width: Math.max(4 * a.radius + 60, Math.min(170, 6.6 * a.letters + 12)), height: 4 * a.radius + 36 };
}

/** enlarge gives the places the area that their boxes need, before the rest is pushed apart. */
function enlarge(places: readonly Place[], boxes: readonly Box[]): void {
  const b = boundsOf(places, boxes.map(() => ({ width: 0, height: 0 })));
  const area = Math.max(b.right - b.left, 1) * Math.max(b.bottom - b.top, (b.right - b.left) / 4, 1);
  const need = boxes.reduce((sum, box) => sum + box.width * box.height, 0) * AIRINESS;
  const factor = Math.sqrt(need / area);
  for (const p of places) {
    p.x *= factor;
    p.y *= factor;
  }
}

function boundsOf(places: readonly Place[], boxes: readonly Box[]): Bounds {
  const b = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  places.forEach((p, i) => {
    const { width, height } = boxes[i] ?? { width: 0, height: 0 };
    b.left = Math.min(b.left, p.x - width / 2);
    b.right = Math.max(b.right, p.x + width / 2);
    b.top = Math.min(b.top, p.y - height / 2);
    b.bottom = Math.max(b.bottom, p.y + height / 2);
  });
  return b;
}

/** pack lays the components on shelves, the largest first, below what is there already. */
function pack(blocks: readonly Block[], old: readonly Place[]): void {
  if (blocks.length === 0) return;
  const floor = old.length > 0 ? boundsOf(old, []).bottom + APART : 0;
  const widest = Math.max(...blocks.map((b) => b.box.right - b.box.left));
  const area = blocks.reduce((sum, { box }) => sum + (box.right - box.left + APART) * (box.bottom - box.top + APART), 0);
  const shelf = Math.max(widest, Math.sqrt(area * 1.6));
  let [x, y, high] = [0, floor, 0];
  for (const { box, places } of blocks) {
    const [width, height] = [box.right - box.left, box.bottom - box.top];
    if (x > 0 && x + width > shelf) {
      x = 0;
      y += high + APART;
      high = 0;
    }
    for (const p of places) {
      p.x += x - box.left;
      p.y += y - box.top;
    }
    x += width + APART;
    high = Math.max(high, height);
  }
}

/** join places the newcomers of a component beside those of their neighbours who have a place, and moves nobody else. */
function join(component: readonly Someone[], neighbours: Neighbours, placed: Map<string, Place>): void {
  const taken = [...placed.values()];
  let waiting = component.filter((a) => !placed.has(a.id));
  while (waiting.length > 0) {
    const ready = waiting.filter((a) => [...neighbours.get(a.id)!.keys()].some((id) => placed.has(id)));
    for (const a of ready) {
      const place = free(barycentre(neighbours.get(a.id)!, placed), taken);
      placed.set(a.id, place);
      taken.push(place);
    }
    waiting = waiting.filter((a) => !placed.has(a.id));
  }
}

function barycentre(of: ReadonlyMap<string, number>, placed: ReadonlyMap<string, Place>): Place {
  const sum = { x: 0, y: 0 };
  let whole = 0;
  for (const [id, weight] of of) {
    const p = placed.get(id);
    if (!p) continue;
    sum.x += p.x * weight;
    sum.y += p.y * weight;
    whole += weight;
  }
  return { x: sum.x / whole, y: sum.y / whole };
}

/** free is the nearest place to the wished one, on a spiral, that nobody is near. */
function free(wished: Place, taken: readonly Place[]): Place {
  for (let i = 0; ; i++) {
    const angle = i * 2.399963;
    const place = { x: wished.x + 18 * Math.sqrt(i) * Math.cos(angle), y: wished.y + 12 * Math.sqrt(i) * Math.sin(angle) };
    if (i > 2000 || taken.every((t) => Math.abs(t.x - place.x) > 70 || Math.abs(t.y - place.y) > 30)) return place;
  }
}
