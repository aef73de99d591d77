// The encodings as SVG shapes: what tie-shaders.ts and the node programs work out
// pixel by pixel, from the same numbers.
import * as e from '../graph/encoding';
import { hex } from '../graph/colours';

const r = (n: number): string => String(Math.round(n * 100) / 100);

/** A line from its source to its target, where it leaves their discs. */
export interface Stretch {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly degrees: number;
}

/** stretchOf is where a tie runs: beside the straight line by its lane, clear of both marks; null if they overlap. */
export function stretchOf(from: { x: number; y: number; clear: number }, to: { x: number; y: number; clear: number }, lane: number): Stretch | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const whole = Math.hypot(dx, dy);
  if (whole === 0) return null;
  const [ax, ay] = [dx / whole, dy / whole];
  const first = Math.sqrt(Math.max(0, from.clear ** 2 - lane ** 2));
  const last = whole - Math.sqrt(Math.max(0, to.clear ** 2 - lane ** 2));
  if (last <= first) return null;
  // The shader's y runs up the screen, so that its left is this side here.
  return { x: from.x + ax * first + ay * lane, y: from.y + ay * first - ax * lane, length: last - first, degrees: (Math.atan2(dy, dx) * 180) / Math.PI };
}

/** lineShape draws a tie; its title is what a reader of the file is told of it. */
export function lineShape(at: Stretch, bits: number, width: number, colour: string, title: string): string {
  const length = at.length;
  const arrow = (bits & e.ARROW) !== 0 && length >= e.ARROW_LENGTH + 4;
  const end = arrow ? length - e.ARROW_LENGTH + 1 : length;
  const middle = length / 2;
  const ghost = (bits & e.GHOST) !== 0;
  const gap = bits & e.RING ? e.RING_GAP : ghost ? e.CROSS_RADIUS + 3 : 0;
  const pieces = gap > 0 && middle - gap > 0 ? [[0, middle - gap], [middle + gap, end]] : [[0, end]];
  const thick = bits & e.DOTTED ? Math.max(2 * e.DOT_RADIUS, width) : width;
  const parts: string[] = [];
  for (const [a, b] of pieces) {
    if (b! > a!) parts.push(`<path d="M${r(a!)} 0H${r(b!)}" stroke-width="${thick}"${dashes(bits, a!, middle)}/>`);
  }
  if (bits & e.BARS) parts.push(bars(end, middle, gap, ghost ? e.GHOST_BAR : e.BAR));
  if (arrow) parts.push(`<path d="M${r(length)} 0l${-e.ARROW_LENGTH} ${-e.ARROW_HALF}v${2 * e.ARROW_HALF}z" stroke="none" fill="${colour}"/>`);
  if (bits & e.RING) parts.push(`<circle cx="${r(middle)}" r="${e.RING_RADIUS}" fill="none" stroke-width="${e.RING_WIDTH}"/>`);
  const halo = bits & e.HALO ? `<path d="M0 0H${r(length)}" stroke-width="${2 * e.HALO_HALF + width - 2}" opacity="${e.HALO_ALPHA}"/>` : '';
  const c = e.CROSS_RADIUS;
  const cross = ghost ? `<path d="M${r(middle - c)} ${-c}l${2 * c} ${2 * c}m0 ${-2 * c}l${-2 * c} ${2 * c}" stroke-width="${e.CROSS_WIDTH}" opacity="${e.GHOST_CROSS_ALPHA}"/>` : '';
  const alpha = e.alphaOf(bits);
  return `<g transform="translate(${r(at.x)} ${r(at.y)}) rotate(${r(at.degrees)})" stroke="${colour}" fill="none"><title>${escaped(title)}</title>${halo}<g${alpha < 1 ? ` opacity="${alpha}"` : ''}>${parts.join('')}</g>${cross}</g>`;
}

/** dashes are counted from the middle of the tie, as on the screen. */
function dashes(bits: number, from: number, middle: number): string {
  if (bits & e.DASHED) return ` stroke-dasharray="${e.DASH} ${e.PERIOD - e.DASH}" stroke-dashoffset="${r(phase(from - middle + e.DASH / 2, e.PERIOD))}"`;
  if (bits & e.DOTTED) return ` stroke-dasharray="0 ${e.DOT_PERIOD}" stroke-dashoffset="${r(phase(from - middle, e.DOT_PERIOD))}" stroke-linecap="round"`;
  return '';
}

const phase = (offset: number, period: number): number => ((offset % period) + period) % period;

function bars(end: number, middle: number, gap: number, half: number): string {
  const at: number[] = [];
  for (let s = middle % e.PERIOD; s < end; s += e.PERIOD) {
    if (s > e.BAR_WIDTH && Math.abs(s - middle) >= gap) at.push(s);
  }
  return at.length === 0 ? '' : `<path d="${at.map((s) => `M${r(s)} ${-half}v${2 * half}`).join('')}" stroke-width="${e.BAR_WIDTH}"/>`;
}

/** actorShape draws an actor's disc, ring and band. */
export function actorShape(x: number, y: number, radius: number, bits: number, ring: number, fill: number, title: string): string {
  const thick = Math.max(e.RING_LEAST, radius * e.RING_SHARE);
  const round = (2 * Math.PI * (radius - thick / 2)) / e.DASHES;
  const dashed = bits & e.UNNAMED ? ` stroke-dasharray="${r(round * 0.6)} ${r(round * 0.4)}"` : '';
  const moved = bits & e.MOVED ? `<circle r="${r(radius + e.MOVED_BAND)}" fill="${hex(ring)}" fill-opacity=".35" stroke="${hex(ring)}" stroke-width="1.6"/>` : '';
  const selected = bits & e.SELECTED ? `<circle r="${r(radius + 3)}" fill="none" stroke="${hex(ring)}" stroke-width="2"/>` : '';
  const ground = `<circle r="${r(radius)}" fill="${hex(fill)}"/>`;
  const rim = `<circle r="${r(radius - thick / 2)}" fill="none" stroke="${hex(ring)}" stroke-width="${r(thick)}"${dashed}/>`;
  return `<g transform="translate(${r(x)} ${r(y)})"${bits & e.PALE ? ' opacity=".45"' : ''}><title>${escaped(title)}</title>${moved}${ground}${rim}${selected}</g>`;
}

/** diamondShape draws a mediation. */
export function diamondShape(x: number, y: number, radius: number, bits: number, colour: number, ground: number, title: string): string {
  const diamond = (d: number) => `M0 ${r(-d)}L${r(d)} 0 0 ${r(d)}${r(-d)} 0z`.replace(/(\d)(-\d)/g, '$1 $2');
  const came = bits & e.ARRIVED ? `<path d="${diamond(radius + 7)}" fill="${hex(colour)}" opacity="${e.HALO_ALPHA}"/>` : '';
  const inner = bits & e.HOLLOW ? `<path d="${diamond(radius - 2.5)}" fill="${hex(ground)}"/>` : '';
  const ring = bits & e.DISPUTED ? `<circle r="${r(radius + 3)}" fill="none" stroke="${hex(colour)}" stroke-width="1.8"/>` : '';
  const selected = bits & e.SELECTED ? `<path d="${diamond(radius + 5.7)}" fill="none" stroke="${hex(colour)}" stroke-width="2"/>` : '';
  const left = bits & e.LEFT ? `<path d="M-3.5 -3.5l7 7m0 -7l-7 7" stroke="${hex(colour)}" stroke-width="1.6"/>` : '';
  const alpha = bits & e.LEFT ? ' opacity=".45"' : bits & e.PALE ? ' opacity=".4"' : '';
  return `<g transform="translate(${r(x)} ${r(y)})"><title>${escaped(title)}</title><g${alpha}>${came}<path d="${diamond(radius)}" fill="${hex(colour)}"/>${inner}${ring}${selected}</g>${left}</g>`;
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'));
