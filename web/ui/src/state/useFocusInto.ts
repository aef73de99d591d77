import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * useFocusInto takes the focus to a part that was opened by hand, and back to
 * where it came from when the part is closed. Of an address opened as it is
 * nobody has the focus, and it is left so.
 */
export function useFocusInto<T extends HTMLElement>(): RefObject<T | null> {
  const part = useRef<T>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!(before instanceof HTMLElement) || before === document.body) return;
    // Who moves the slider, or chooses in the graph or the table, goes on there.
    if (before.closest('.middle, .days')) return;
    part.current?.focus();
    return () => {
      // What was hidden meanwhile can take the focus only once it is shown again.
      window.setTimeout(() => {
        if (before.isConnected && (document.activeElement === document.body || document.activeElement === null)) before.focus();
      });
    };
  }, []);
  return part;
}
