import { useState } from 'react';
import type { ChangeSaid } from './asked';
import { many, number } from '../model/words';
import type { Chosen } from './chosen';
import { More } from './Waiting';

interface Props {
  readonly changes: readonly ChangeSaid[];
  readonly total: number;
  readonly chosen: Chosen;
  /** Whether what is only possible is left out. */
  readonly certain: boolean;
  readonly openTies: (ids: string[]) => void;
}

/** As many as are listed at first. */
const FIRST = 40;

/** Changes are sentences of the API's, in the order in which they happened; each opens its evidence. */
export function Changes({ changes, total, chosen, certain, openTies }: Props) {
  const [all, setAll] = useState(false);
  const seen = new Set(chosen.shown.map((s) => s.id));
  const known = new Set(chosen.all.map((s) => s.id));
  // A change of ties that the controls leave out is left out with them.
  const asked = changes.filter((c) => {
    const ties = tiesOf(c);
    return ties.some((id) => seen.has(id)) || !ties.every((id) => known.has(id));
  });
  if (changes.length === 0) return <p className="page-none">No source says that a tie {certain && 'certainly '}began or ended.</p>;
  const listed = all ? asked : asked.slice(0, FIRST);
  return (
    <>
      <ol className="page-changes">
        {listed.map((c) => (
          <li key={c.id}>
            <button type="button" className={c.certainty === 'CERTAIN' ? undefined : 'page-unsure'} dir="auto" onClick={() => openTies(tiesOf(c))}>
              {c.summary}
            </button>
          </li>
        ))}
      </ol>
      <More shown={listed.length} total={asked.length} what="change" show={() => setAll(true)} />
      {asked.length < changes.length && <p className="page-soft">{many(changes.length - asked.length, 'change')} of ties that are not shown left out.</p>}
      {total > changes.length && <p className="page-soft">The server knows {number(total)} changes and told the first {number(changes.length)}.</p>}
    </>
  );
}

const tiesOf = (c: ChangeSaid): string[] => [...new Set([...c.before, ...c.after].map((r) => r.id))];
