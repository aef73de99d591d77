import { useEffect, useRef } from 'react';

/** useEscape closes what is open wherever the focus is; what is open above it takes the key first. */
export function useEscape(close: () => void): void {
  const now = useRef(close);
  now.current = close;
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.key === 'Escape' && !e.defaultPrevented) now.current();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
