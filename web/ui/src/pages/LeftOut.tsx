import { allKinds, type Looking } from '../model/address';
import { many } from '../model/words';
import type { Chosen } from './chosen';
import type { Change } from '../state/useLooking';

/** LeftOut says what the view's controls leave out of a page, and puts it back at a click. */
export function LeftOut({ left, change }: { left: Chosen['left']; change: Change }) {
  const rows: [number, string, Partial<Looking>][] = [
    [left.alleged, 'only alleged', { alleged: true }],
    [left.words, 'in words only', { nominal: true }],
    [left.possible, 'certain on no day', { possible: true }],
    [left.kinds, 'of kinds left out', { kinds: allKinds }],
  ];
  const some = rows.filter(([n]) => n > 0);
  if (some.length === 0) return null;
  return (
    <p className="page-left">
      Not shown:{' '}
      {some.map(([n, what, next], i) => (
        <span key={what}>
          {i > 0 && ' · '}
          {many(n, 'tie')} {what}{' '}
          <button type="button" aria-label={`Show ties ${what}`} onClick={() => change(next)}>
            Show
          </button>
        </span>
      ))}
    </p>
  );
}
