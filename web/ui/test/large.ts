// A made-up data set of 5,000 actors and 20,000 ties over twenty years: the same
// at every run.
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../src/model/day';

export const actors = 5_000;
export const ties = 20_000;

/** writeLarge writes it, and returns the folder, which holds a datasets.yaml. */
export async function writeLarge(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'realign-large-'));
  await mkdir(join(folder, 'large'));
  await writeFile(join(folder, 'datasets.yaml'), '- {id: large, title: Large, license: CC0-1.0, location: large, format: edges}\n');
  await writeFile(join(folder, 'large', 'sources.yaml'), '- {id: made-up, title: Made up, publishedOn: 2026-01-21, speaksOf: 2026-01-21}\n');
  const random = numbers(7);
  const names = Array.from({ length: actors }, (_, i) => `actor-${i}`);
  await writeFile(join(folder, 'large', 'actors.csv'), 'id,name,kind\n' + names.map((id, i) => `${id},Actor ${i},armed-group\n`).join(''));
  const rows = ['id,source,target,kind,start,end,cites'];
  const from = 13_149; // 2006-01-01
  for (let i = 0; i < ties; i++) {
    // A few have very many ties, as in real data.
    const a = Math.floor(actors * random() ** 3);
    const b = (a + 1 + Math.floor((actors - 1) * random())) % actors;
    const kind = random() < 0.5 ? 'allegiance' : random() < 0.8 ? 'hostility' : 'mediation';
    const start = from + Math.floor(7_000 * random());
    const length = Math.floor(1 + 7_000 * random());
    rows.push(`e${i},actor-${a},actor-${b},${kind},${textOf(start)},${textOf(Math.min(start + length, 20_470))},made-up`);
  }
  await writeFile(join(folder, 'large', 'edges.csv'), rows.join('\n') + '\n');
  return folder;
}

/** numbers are pseudo-random, from 0 up to 1 (mulberry32). */
function numbers(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
