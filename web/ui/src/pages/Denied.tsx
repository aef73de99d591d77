import { calledOf, capital, listed } from '../model/words';
import type { DeniedTie } from './asked';

/** Denied are the ties that sources speak of only to deny them. */
export function Denied({ ties, openTies }: { ties: readonly DeniedTie[]; openTies: (ids: string[]) => void }) {
  if (ties.length === 0) return null;
  return (
    <>
      <h3>Only denied</h3>
      <ul className="entries">
        {ties.map((t) => (
          <li key={t.id}>
            <button type="button" className="entry" onClick={() => openTies([t.id])}>
              <span dir="auto">
                {capital((t.form ?? t.kind.toLowerCase()).replaceAll('-', ' '))} of {listed(t.parties.map((p) => calledOf(p.actor, p.actor.id)))}
              </span>
              <span className="entry-also">A source denies it, and none asserts it.</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
