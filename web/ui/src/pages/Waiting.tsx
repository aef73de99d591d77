import type { ReactNode } from 'react';
import { Refused } from '../api/client';
import type { Asked } from '../state/useAsked';
import { many, number } from '../model/words';

interface Props<T> {
  readonly asked: Asked<T>;
  /** What is asked for, such as "changes". */
  readonly what: string;
  readonly children: (value: T) => ReactNode;
}

/** Waiting shows an answer, and until there is one, or where there is none, says so. An older answer is never shown for it. */
export function Waiting<T>({ asked, what, children }: Props<T>) {
  if (asked.error) return <Failed error={asked.error} what={what} retry={asked.retry} />;
  if (!asked.current || asked.value === null) {
    return (
      <p className="page-waiting" role="status">
        Asking for {what} …
      </p>
    );
  }
  return <>{children(asked.value)}</>;
}

function Failed({ error, what, retry }: { error: Error; what: string; retry: () => void }) {
  const remedy = error instanceof Refused ? error.remedy : undefined;
  const message = error instanceof TypeError ? 'no server answers' : error.message;
  return (
    <div className="page-failed" role="alert">
      <p dir="auto">
        There is no answer about {what}: {message}.
      </p>
      {remedy && <p dir="auto">What to do: {remedy}.</p>}
      <button type="button" onClick={retry}>
        Ask again
      </button>
    </div>
  );
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
