import { useEffect, useState } from 'react';

/** useSlow is the value once it has stayed the same for a while; the first that is not null is not waited for. */
export function useSlow<T>(value: T, milliseconds: number): T {
  const [slow, setSlow] = useState(value);
  if (slow === null && value !== null) setSlow(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(value), milliseconds);
    return () => window.clearTimeout(timer);
  }, [value, milliseconds]);
  return slow;
}
