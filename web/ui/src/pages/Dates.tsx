import { Fragment } from 'react';

/** Dates writes a text in which no date is broken over two lines: [2026-01-06..2026-01-20]. */
export function Dates({ text }: { text: string }) {
  return text.split(' ').map((word, i) => (
    <Fragment key={i}>
      {i > 0 && ' '}
      {/\d-/.test(word) ? <span className="page-date">{word}</span> : word}
    </Fragment>
  ));
}
