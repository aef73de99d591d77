import type { ReactNode } from 'react';
import { capital, many, number } from '../model/words';
import { Trouble } from '../panels/State';
import type { Asked } from '../state/useAsked';

interface Props<T> {
  readonly asked: Asked<T>;
  /** What is asked for, such as "the changes". */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** Waiting shows an answer, and until there is one, or where there is none, says so. An older answer is never shown for it. */
export function Waiting<T>({ asked, what, children }: Props<T>) {
  if (asked.error) return <Trouble asked={asked} what={capital(what)} />;
  if (!asked.current || asked.value === null) {
    return (
      <p className="page-waiting" role="status">
        Asking for {what} …
      </p>
    );
  }
  return <>{children(asked.value)}</>;
}

/** More is the button that shows the rest of a long list. */
export function More({ shown, total, what, show }: { shown: number; total: number; what: string; show: () => void }) {
  if (shown >= total) return null;
  return (
    <p className="page-more">
      {number(shown)} of {many(total, what)} shown.{' '}
      <button type="button" onClick={show}>
        Show all
      </button>
    </p>
  );
}
