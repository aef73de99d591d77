import { useCallback, useEffect, useMemo, useState } from 'react';
import { isAbort } from '../api/client';

export interface Asked<T> {
  /** The newest answer; that of the question before while a new one is under way. */
  value: T | null;
  /** Whether the value answers the question as it is now. */
  current: boolean;
  error: Error | null;
  retry: () => void;
}

/**
 * useAsked asks anew whenever the key changes; null asks nothing. An answer that
 * comes after a newer question was put is dropped.
 */
export function useAsked<T>(key: string | null, question: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [state, setState] = useState<{ key: string | null; value: T | null; error: Error | null }>({ key: null, value: null, error: null });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (key === null) return;
    const stop = new AbortController();
    question(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setState({ key, value, error: null });
      },
      (error: unknown) => {
        if (stop.signal.aborted || isAbort(error)) return;
        setState((before) => ({ key, value: before.value, error: error instanceof Error ? error : new Error(String(error)) }));
      },
    );
    return () => stop.abort();
    // The key stands for all that the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, attempt]);
  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  return useMemo(() => {
    const answered = key !== null && state.key === key;
    return { value: state.value, current: answered && state.error === null, error: answered ? state.error : null, retry };
  }, [key, state, retry]);
}
