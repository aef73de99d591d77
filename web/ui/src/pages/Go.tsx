import type { MouseEvent, ReactNode } from 'react';
import { write, type Looking } from '../model/address';
import type { Change } from '../state/useLooking';

/** The parts that both pages hand down. */
export interface Going {
  readonly looking: Looking;
  readonly change: Change;
}

interface Props extends Going {
  readonly to: Partial<Looking>;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Go is a link to another address of the page: a real one, that also opens in another tab. */
export function Go({ looking, change, to, children, className }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    change(to);
  };
  return (
    <a href={write({ ...looking, ...to }) || '.'} onClick={follow} className={className} dir="auto">
      {children}
    </a>
  );
}
