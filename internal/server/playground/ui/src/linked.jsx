// The question that the page's address asks for: a permalink leads here as
// #graph=TOKEN or #diff=TOKEN.
import { useEditorContext, useExecutionContext } from '@graphiql/react';
import { useEffect, useRef } from 'react';
import { openQuestion } from './examples.jsx';

/**
 * linkedQuestion returns the question that a fragment names, or null. Its text
 * is the server's: an address brings no more than the token.
 */
export function linkedQuestion(views, fragment) {
  for (const [name, token] of new URLSearchParams(fragment.slice(1))) {
    if (Object.hasOwn(views, name) && token) {
      return {
        query: views[name],
        variables: JSON.stringify({ view: token }, null, 2),
      };
    }
  }
  return null;
}

/**
 * OpenLinked opens the question beside whatever tabs there are, once the editors
 * have come. It is not run: that is the person's to decide.
 */
export function OpenLinked({ question }) {
  const editor = useEditorContext({ nonNull: true });
  const execution = useExecutionContext({ nonNull: true });
  const opened = useRef(false);
  const ready =
    editor.queryEditor && editor.variableEditor && editor.responseEditor;
  useEffect(() => {
    if (!ready || opened.current) {
      return;
    }
    opened.current = true;
    // After the effect: a tab can be opened at once from outside of it only.
    setTimeout(() => {
      openQuestion(editor, execution, question);
      // A reload finds the tab as it was left, and does not open it again.
      const { pathname, search } = window.location;
      window.history.replaceState(null, '', pathname + search);
    });
  });
  return null;
}
