// What is looked at, as the page's address has it: the address is the permalink,
// and nothing that changes what is seen is kept anywhere else. What is at its
// default is left out, so that the bare address opens on the newest data.
import { dayOf, textOf, type Day, type Span } from './day';
import type { Kind } from './spell';

export type Clock = 'RECORDED' | 'PUBLISHED';

export interface Looking {
  /** null: the last day that a source speaks of. */
  on: Day | null;
  /** The day compared with; null: the last day of the month before; NO_DAY: none. */
  against: Day | null | typeof NO_DAY;
  /** An instant or a day, as the API takes it; null: all that is known now. */
  known: string | null;
  clock: Clock;
  /** Sources left out, by id. */
  without: readonly string[];
  /** Only what is reported as the word of these actors and their members; none: everyone's. */
  word: readonly string[];
  /** Only these data sets; none: all. */
  data: readonly string[];
  /** Whether ties that only possibly held are shown. */
  possible: boolean;
  alleged: boolean;
  /** Ties of words without deeds. */
  nominal: boolean;
  kinds: readonly Kind[];
  /** The actors looked at, with their neighbours so many ties away; none: all. */
  actors: readonly string[];
  hops: number;
  /** Ties whose evidence is open. */
  ties: readonly string[];
  /** The actor whose card is open. */
  pick: string | null;
  /** Whether the track of the known clock is open. */
  track: boolean;
  /** An actor's page, or with two a pair's; none: the graph. */
  page: readonly string[];
  table: boolean;
  /** The days that the slider spans; null: a year up to the last attested day. */
  range: Span | null;
  /** Where the camera stands over the graph, of a link that was handed out; null: so that all is seen. */
  camera: Camera | null;
  embed: boolean;
}

export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly ratio: number;
}

export const NO_DAY = 'none';
export const allKinds: readonly Kind[] = ['ALLEGIANCE', 'MEDIATION', 'HOSTILITY'];

export const atFirst: Looking = {
  on: null,
  against: null,
  known: null,
  clock: 'RECORDED',
  without: [],
  word: [],
  data: [],
  possible: true,
  alleged: false,
  nominal: false,
  kinds: allKinds,
  actors: [],
  hops: 1,
  ties: [],
  pick: null,
  track: false,
  page: [],
  table: false,
  range: null,
  camera: null,
  embed: false,
};

/** read takes the query of an address, with or without its question mark. What it cannot read is at its default. */
export function read(query: string): Looking {
  const q = new URLSearchParams(query);
  const kinds = list(q.get('kinds')).filter((k): k is Kind => (allKinds as readonly string[]).includes(k));
  const hops = q.get('hops');
  return {
    on: day(q.get('on')),
    against: q.get('against') === NO_DAY ? NO_DAY : day(q.get('against')),
    known: q.get('known'),
    clock: q.get('clock') === 'published' ? 'PUBLISHED' : 'RECORDED',
    without: ids(q.get('without'), 'source'),
    word: ids(q.get('word'), 'actor'),
    data: ids(q.get('data'), 'dataset'),
    possible: q.get('certain') !== 'only',
    alleged: q.get('alleged') === 'shown',
    nominal: q.get('words') === 'shown',
    kinds: q.has('kinds') ? kinds : allKinds,
    actors: ids(q.get('actors'), 'actor'),
    hops: hops !== null && /^[0-6]$/.test(hops) ? Number(hops) : 1,
    ties: ids(q.get('ties'), 'relation'),
    pick: ids(q.get('pick'), 'actor')[0] ?? null,
    track: q.get('track') === 'open',
    page: ids(q.get('page'), 'actor').slice(0, 2),
    table: q.get('show') === 'table',
    range: span(q.get('range')),
    camera: camera(q.get('camera')),
    embed: q.has('embed'),
  };
}

/** write is the query that reads as the same; empty, or with its question mark. */
export function write(l: Looking): string {
  const q: [string, string][] = [];
  const put = (name: string, value: string | null | false) => {
    if (value !== null && value !== false && value !== '') q.push([name, value]);
  };
  put('on', l.on !== null && textOf(l.on));
  put('against', l.against === NO_DAY ? NO_DAY : l.against !== null && textOf(l.against));
  put('known', l.known);
  put('clock', l.clock === 'PUBLISHED' && 'published');
  put('without', l.without.join(','));
  put('word', l.word.join(','));
  put('data', l.data.join(','));
  put('certain', !l.possible && 'only');
  put('alleged', l.alleged && 'shown');
  put('words', l.nominal && 'shown');
  if (l.kinds.length < allKinds.length) q.push(['kinds', l.kinds.join(',')]);
  put('actors', l.actors.join(','));
  put('hops', l.hops !== 1 && String(l.hops));
  put('ties', l.ties.join(','));
  put('pick', l.pick);
  put('track', l.track && 'open');
  put('page', l.page.join(','));
  put('show', l.table && 'table');
  put('range', l.range && `${textOf(l.range[0])}/${textOf(l.range[1])}`);
  put('camera', l.camera && [l.camera.x, l.camera.y, l.camera.ratio].map((n) => Number(n.toFixed(4))).join(','));
  put('embed', l.embed && '1');
  if (q.length === 0) return '';
  // Commas, colons and slashes need no escape in a query, and are easier to read.
  const escape = (s: string) => encodeURIComponent(s).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
  return '?' + q.map(([k, v]) => `${k}=${escape(v)}`).join('&');
}

const day = (text: string | null): Day | null => (text === null ? null : dayOf(text));

const list = (text: string | null): string[] => [...new Set((text ?? '').split(',').filter((s) => s !== ''))];

/** ids takes a slug for the id that it stands for, as the API does. */
const ids = (text: string | null, of: string): string[] => list(text).map((id) => (id.includes(':') ? id : `${of}:${id}`));

function span(text: string | null): Span | null {
  const [from, to] = (text ?? '').split('/').map(dayOf);
  return from != null && to != null && from < to ? [from, to] : null;
}

function camera(text: string | null): Camera | null {
  const [x, y, ratio, more] = (text ?? '').split(',').map((n) => (n.trim() === '' ? Number.NaN : Number(n)));
  if (more !== undefined || x === undefined || y === undefined || ratio === undefined) return null;
  return Number.isFinite(x) && Number.isFinite(y) && ratio > 0 && ratio < 100 ? { x, y, ratio } : null;
}
