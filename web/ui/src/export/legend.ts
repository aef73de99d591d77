// What the lines mean, for a picture that is seen without the page. Only what occurs is explained.
import { hex, type Colours } from '../graph/colours';
import { lineBits, mediationBits, MOVED, UNNAMED } from '../graph/encoding';
import type { Drawing } from '../graph/canvas';
import { colourOf } from '../graph/paint';
import type { Scene } from '../graph/scene';
import { ALLEGED, ASSUMED, CAME, CONTESTED, GONE, SHOWN, SURE } from '../model/shown';

export interface LegendEntry {
  readonly words: string;
  readonly colour: string;
  readonly shape: 'line' | 'diamond' | 'actor';
  readonly bits: number;
}

/** legendOf explains the kinds and the styles among the looks. */
export function legendOf({ scene, looks, colours }: Drawing): LegendEntry[] {
  const kinds = new Set(scene.history.spells.filter((_, i) => looks[i] !== 0).map((s) => s.kind));
  const line = (words: string, kind: 'ALLEGIANCE' | 'HOSTILITY', look: number): LegendEntry => ({
    words,
    colour: hex(colourOf(kind, colours)),
    bits: lineBits(kind, look, false),
    shape: 'line',
  });
  const entries: LegendEntry[] = [];
  if (kinds.has('ALLEGIANCE')) entries.push(line('allegiance', 'ALLEGIANCE', SHOWN | SURE));
  if (kinds.has('HOSTILITY')) entries.push(line('hostility', 'HOSTILITY', SHOWN | SURE));
  if (kinds.has('MEDIATION')) entries.push({ words: 'mediation', colour: hex(colours.mediation), bits: mediationBits(SHOWN | SURE), shape: 'diamond' });
  const has = (test: (look: number) => boolean) => looks.some(test);
  const style = (words: string, look: number) => entries.push({ ...line(words, 'ALLEGIANCE', look), colour: hex(colours.ink) });
  if (has((l) => (l & SHOWN) !== 0 && (l & SURE) === 0 && (l & ALLEGED) === 0)) style('possible', SHOWN);
  if (has((l) => (l & ASSUMED) !== 0)) style('assumed', SHOWN | SURE | ASSUMED);
  if (has((l) => (l & CONTESTED) !== 0)) style('contested', SHOWN | SURE | CONTESTED);
  if (has((l) => (l & ALLEGED) !== 0)) style('only alleged', SHOWN | ALLEGED);
  if (has((l) => (l & CAME) !== 0)) style('began since', SHOWN | SURE | CAME);
  if (has((l) => (l & GONE) !== 0)) style('ended since', GONE);
  return [...entries, ...actorEntries(scene, colours)];
}

/** actorEntries explain the rings of the actors that are shown. */
function actorEntries(scene: Scene, colours: Colours): LegendEntry[] {
  const shown = scene.marks.filter((m) => m.spell < 0 && !m.at.hidden);
  const entry = (words: string, colour: number, bits: number): LegendEntry => ({ words, colour: hex(colour), shape: 'actor', bits });
  const entries: LegendEntry[] = [];
  if (shown.some((m) => m.at.colour !== colours.soft)) entries.push(entry('rings of one colour: one camp', colours.camps[0]!, 0));
  if (shown.some((m) => m.at.bits & UNNAMED)) entries.push(entry('unnamed: one source’s, matched with nobody', colours.soft, UNNAMED));
  if (shown.some((m) => m.at.bits & MOVED)) entries.push(entry('left one side for its rival', colours.soft, MOVED));
  return entries;
}
