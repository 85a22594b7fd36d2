import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import style from './answer.css?raw';

/** A page within the page, with the styles of the page of answers and its width for what adapts. */
export function Frame({ title, language, scrollKey, children }: {
  title: string;
  language: string;
  /** Where this changes, the page begins at its top. */
  scrollKey: string;
  children: ReactNode;
}) {
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const doc = frame?.contentDocument;
    if (!doc) return;
    const sheet = doc.createElement('style');
    sheet.textContent = style;
    doc.head.replaceChildren(sheet);
    setBody(doc.body);
  }, [frame]);
  useEffect(() => {
    if (body) body.ownerDocument.documentElement.lang = language;
  }, [body, language]);
  useEffect(() => {
    if (body) body.ownerDocument.documentElement.scrollTop = 0;
  }, [body, scrollKey]);
  return (
    <>
      <iframe ref={setFrame} title={title} className="phone__page" />
      {body && createPortal(children, body)}
    </>
  );
}
