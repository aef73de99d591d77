// How a tie is drawn, in one place: the shaders, the SVG and the legend all take
// their numbers from here, so that they cannot disagree. Lengths are pixels of
// the screen, whatever the zoom.
import { ALLEGED, ASSUMED, CAME, CONTESTED, GONE, SURE, type Look } from '../model/shown';
import type { Kind, Spell } from '../model/spell';

/** Bits of a line; they fit a byte. */
export const BARS = 1;
export const DASHED = 2;
export const DOTTED = 4;
export const RING = 8;
export const ARROW = 16;
export const HALO = 32;
export const GHOST = 64;
export const FAINT = 128;

/** Dashes and cross-bars share a period, so that every dash has its bar. */
export const PERIOD = 12;
export const DASH = 7;
export const DOT_PERIOD = 6;
export const DOT_RADIUS = 1.4;
export const BAR = 4.5; // from the line to the end of a bar
export const GHOST_BAR = 2.5;
export const GHOST_CROSS_ALPHA = 0.7;
export const BAR_WIDTH = 1.6;
export const RING_RADIUS = 5;
export const RING_WIDTH = 1.8;
export const RING_GAP = 8;
export const CROSS_RADIUS = 4;
export const CROSS_WIDTH = 1.6;
export const ARROW_LENGTH = 9;
export const ARROW_HALF = 4.5;
export const HALO_HALF = 6;
export const HALO_ALPHA = 0.25;
export const FAINT_ALPHA = 0.4;
export const GHOST_ALPHA = 0.32;

/** Between the middles of parallel ties of a pair, and where there are many of them. */
export const LANE = 8;
export const LANE_LEAST = 2.5;

export const LINE_WIDTH = 2;
export const SPOKE_WIDTH = 1.25;
/** The spoke of who mediated, against those of the parties. */
export const MEDIATOR_WIDTH = 2.25;
export const GHOST_WIDTH = 1;
export const SELECTED_MORE = 2;

/** lineBits says how a tie is drawn that looks so; `directed`: it has a head at its target. */
export function lineBits(kind: Kind, look: Look, directed: boolean): number {
  const bits = (kind === 'HOSTILITY' ? BARS : 0) | (directed ? ARROW : 0);
  if (look & GONE) return bits | GHOST;
  return (
    bits |
    (look & ALLEGED ? DOTTED : look & SURE ? 0 : DASHED) |
    (look & ASSUMED ? FAINT : 0) |
    (look & CONTESTED && kind !== 'MEDIATION' ? RING : 0) |
    (look & CAME ? HALO : 0)
  );
}

export const alphaOf = (bits: number): number => (bits & GHOST ? GHOST_ALPHA : bits & FAINT ? FAINT_ALPHA : 1);

/** Bits of the mark that stands for an actor or a mediation. */
export const UNNAMED = 1;
export const MOVED = 2;
export const SELECTED = 4;
/** A mediation that only possibly took place, or is only alleged: not filled. */
export const HOLLOW = 8;
export const DISPUTED = 16;
export const ARRIVED = 32;
export const LEFT = 64;
export const PALE = 128;

/** mediationBits says how the diamond of a mediation is drawn. */
export function mediationBits(look: Look): number {
  if (look & GONE) return LEFT | HOLLOW;
  return (
    (look & SURE && !(look & ALLEGED) ? 0 : HOLLOW) |
    (look & ASSUMED ? PALE : 0) |
    (look & CONTESTED ? DISPUTED : 0) |
    (look & CAME ? ARRIVED : 0)
  );
}

export const DIAMOND_RADIUS = 6.5;
/** The width of an actor's ring, of its radius, and at least in pixels. */
export const RING_SHARE = 0.3;
export const RING_LEAST = 1.5;
export const DASHES = 8; // around an unnamed actor
export const MOVED_BAND = 6;

/** actorRadius grows with the logarithm of the ties over the whole period, so that it is the same on every day. */
export function actorRadius(ties: number, actors: number): number {
  const least = actors > 1500 ? 2.5 : actors > 300 ? 3.5 : 5;
  const step = actors > 1500 ? 0.8 : actors > 300 ? 1.1 : 1.5;
  return Math.min(16, least + step * Math.log2(1 + ties));
}

/** isDirected: one side stands behind, or fights, the other; not both each other. */
export const isDirected = (s: Spell): boolean => s.parties.some((p) => p.role === 'FROM') && s.parties.some((p) => p.role === 'TO');
