import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

/** Choice is a part of the sentence: a button with the words, and below it what they can be changed to. */
export function Choice({ words, label, children, className }: { words: ReactNode; label: string; children: (close: () => void) => ReactNode; className?: string }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const panel = root.current!.querySelector<HTMLElement>('.choice-panel');
    panel?.querySelector<HTMLElement>('input, select, button')?.focus();
    const away = (e: globalThis.PointerEvent) => {
      if (!root.current?.contains(e.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  return (
    <span
      className={`choice ${className ?? ''}`}
      ref={root}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || !open) return;
        e.stopPropagation();
        close();
      }}
      onBlur={(e) => {
        // Who tabs on is done with it; where the focus went nowhere, a click decides.
        if (e.relatedTarget && !root.current?.contains(e.relatedTarget)) setOpen(false);
      }}
    >
      <button ref={button} type="button" className="choice-words" aria-expanded={open} aria-controls={open ? id : undefined} aria-label={`${label}: ${typeof words === 'string' ? words : ''}`} onClick={() => setOpen(!open)}>
        {words}
      </button>
      {open && (
        <div
          id={id}
          className="choice-panel"
          role="group"
          aria-label={label}
        >
          {children(close)}
        </div>
      )}
    </span>
  );
}
