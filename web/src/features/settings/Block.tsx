import type { ReactNode } from 'react';

/** One matter of a settings page: what it is, its controls, its list. */
export function Block({ id, title, text, actions, children }: { id: string; title: string; text?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel block" aria-labelledby={`block-${id}`}>
      <header className="block__head">
        <div className="block__words">
          <h2 id={`block-${id}`}>{title}</h2>
          {text && <p className="muted">{text}</p>}
        </div>
        {actions && <div className="block__actions">{actions}</div>}
      </header>
      {children}
    </section>
  );
}
