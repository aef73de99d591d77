import { useEffect, useState, type RefObject } from 'react';

/** useWidth is how many pixels wide an element is, also after the page is resized. */
export function useWidth(of: RefObject<Element | null>, atFirst = 480): number {
  const [width, setWidth] = useState(atFirst);
  useEffect(() => {
    const element = of.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry!.contentRect.width);
      if (now > 0) setWidth(now);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [of]);
  return width;
}
