// The graph that is drawn, built once for a history: every actor and every spell of
// the whole period is in it, most of them hidden on any one day. A step of the
// slider changes attributes in place and adds or removes nothing.
import Graph from 'graphology';
import type { History, Spell } from '../model/spell';
import { calledOf } from '../model/words';
import type { LineAttributes, MarkAttributes } from './attributes';
import { actorRadius, DIAMOND_RADIUS, isDirected, LANE, LANE_LEAST, LINE_WIDTH, MEDIATOR_WIDTH, SPOKE_WIDTH, UNNAMED } from './encoding';
import { lanes, pairKey } from './lanes';
import { tiesOf, type Positions } from './layout';
import { placeMediations } from './mediations';

export interface Line {
  readonly key: string;
  readonly spell: number;
  readonly width: number;
  readonly directed: boolean;
  readonly from: number;
  readonly to: number;
  readonly at: LineAttributes;
}

export interface Mark {
  readonly key: string;
  /** The spell of a mediation; -1 for an actor. */
  readonly spell: number;
  readonly name: string;
  readonly ties: number;
  readonly unnamed: boolean;
  readonly at: MarkAttributes;
}

export interface Scene {
  readonly history: History;
  readonly graph: Graph;
  readonly lines: readonly Line[];
  readonly marks: readonly Mark[];
  readonly markOf: ReadonlyMap<string, number>;
  readonly lineOf: ReadonlyMap<string, number>;
  readonly spellOf: ReadonlyMap<string, number>;
  /** The lines of spell i are those from first[i] to before first[i+1]. */
  readonly first: Int32Array;
  /** The marks of its parties, likewise. */
  readonly parties: Int32Array;
  readonly firstParty: Int32Array;
  /** The diamond of a mediation; -1 for other spells. */
  readonly diamond: Int32Array;
}

/** sceneOf builds it, with everything hidden. Who has no position is not drawn. */
export function sceneOf(history: History, positions: Positions): Scene {
  const { spells } = history;
  const graph = new Graph({ multi: true, type: 'directed', allowSelfLoops: true });
  const marks: Mark[] = [];
  const markOf = new Map<string, number>();
  const add = (mark: Mark) => {
    markOf.set(mark.key, marks.length);
    marks.push(mark);
    graph.addNode(mark.key, mark.at);
  };
  actorMarks(history, positions).forEach(add);
  mediationMarks(spells, positions).forEach(add);

  const lines: Line[] = [];
  const lineOf = new Map<string, number>();
  const first = new Int32Array(spells.length + 1);
  const firstParty = new Int32Array(spells.length + 1);
  const parties: number[] = [];
  const diamond = new Int32Array(spells.length).fill(-1);
  const lane = lanes(spells, (s) => (s.kind === 'MEDIATION' ? null : pairKey(...endsOf(s))));
  spells.forEach((s, i) => {
    first[i] = lines.length;
    firstParty[i] = parties.length;
    for (const id of new Set(s.parties.map((p) => p.actor))) {
      const at = markOf.get(id);
      if (at !== undefined) parties.push(at);
    }
    const drawn = s.kind === 'MEDIATION' ? spokes(s) : [tie(s, lane.at[i]! * laneWidth(lane.of[i]!, radiusBetween(s, marks, markOf)))];
    if (s.kind === 'MEDIATION') diamond[i] = markOf.get(s.id) ?? -1;
    for (const d of drawn) {
      const [from, to] = [markOf.get(d.from), markOf.get(d.to)];
      if (from === undefined || to === undefined) continue;
      lineOf.set(d.key, lines.length);
      const at: LineAttributes = { hidden: true, colour: 0, width: d.width, bits: 0, lane: d.lane };
      lines.push({ key: d.key, spell: i, width: d.width, directed: d.directed, from, to, at });
      graph.addDirectedEdgeWithKey(d.key, d.from, d.to, at);
    }
  });
  first[spells.length] = lines.length;
  firstParty[spells.length] = parties.length;
  return {
    history,
    graph,
    // The graph keeps copies: it is those that are changed from now on.
    lines: lines.map((l) => ({ ...l, at: graph.getEdgeAttributes(l.key) as LineAttributes })),
    marks: marks.map((m) => ({ ...m, at: graph.getNodeAttributes(m.key) as MarkAttributes })),
    markOf,
    lineOf,
    spellOf: new Map(spells.map((s, i) => [s.id, i])),
    first,
    parties: Int32Array.from(parties),
    firstParty,
    diamond,
  };
}

function actorMarks(history: History, positions: Positions): Mark[] {
  const ties = tiesOf(history.spells);
  const marks: Mark[] = [];
  for (const [id, n] of ties) {
    const place = positions.get(id);
    if (!place) continue;
    const actor = history.actors.get(id);
    const size = actorRadius(n, ties.size);
    const unnamed = actor?.unnamed ?? false;
    const at: MarkAttributes = { x: place.x, y: place.y, type: 'actor', hidden: true, size, clear: size + 1, bits: unnamed ? UNNAMED : 0, colour: 0, fill: 0 };
    marks.push({ key: id, spell: -1, name: calledOf(actor, id), ties: n, unnamed, at });
  }
  return marks;
}

function mediationMarks(spells: readonly Spell[], positions: Positions): Mark[] {
  const places = placeMediations(spells, positions);
  const marks: Mark[] = [];
  spells.forEach((s, i) => {
    const place = places.get(s.id);
    if (!place) return;
    const at: MarkAttributes = { ...place, type: 'mediation', hidden: true, size: DIAMOND_RADIUS, clear: DIAMOND_RADIUS - 2, bits: 0, colour: 0, fill: 0 };
    marks.push({ key: s.id, spell: i, name: '', ties: s.parties.length, unnamed: false, at });
  });
  return marks;
}

interface Drawn {
  key: string;
  from: string;
  to: string;
  width: number;
  lane: number;
  directed: boolean;
}

function radiusBetween(s: Spell, marks: readonly Mark[], markOf: ReadonlyMap<string, number>): number {
  return Math.min(...endsOf(s).map((id) => marks[markOf.get(id) ?? -1]?.at.size ?? 0));
}

/** laneWidth keeps a pair's lines within its discs, more or less: the more lanes, the closer they run. */
function laneWidth(count: number, radius: number): number {
  return count < 2 ? 0 : Math.max(LANE_LEAST, Math.min(LANE, (2 * radius + 10) / (count - 1)));
}

/** endsOf are from whom to whom, or two members in the order of the file. */
export function endsOf(s: Spell): [string, string] {
  const from = s.parties.find((p) => p.role === 'FROM') ?? s.parties[0];
  const to = s.parties.find((p) => p.role === 'TO') ?? s.parties.find((p) => p !== from);
  return [from?.actor ?? '', to?.actor ?? from?.actor ?? ''];
}

function tie(s: Spell, lane: number): Drawn {
  const [from, to] = endsOf(s);
  // A lane is counted from the lesser id, whichever way the tie runs.
  return { key: s.id, from, to, width: LINE_WIDTH, lane: lane * (from < to ? 1 : -1), directed: isDirected(s) };
}

const spokes = (s: Spell): Drawn[] =>
  s.parties.map((p, i) => ({
    key: `${s.id}#${i}`,
    from: p.actor,
    to: s.id,
    width: p.role === 'MEDIATOR' ? MEDIATOR_WIDTH : SPOKE_WIDTH,
    lane: 0,
    directed: false,
  }));
