import './copyline.css';
import { useState } from 'react';
import { Button } from '.';

/** Something to take along, such as a link that is seen only once; copied by a button or by hand. */
export function CopyLine({ label, value, copy, copied }: { label: string; value: string; copy: string; copied: string }) {
  const [done, setDone] = useState(false);
  const take = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setDone(true);
      setTimeout(() => setDone(false), 2_000);
    } catch {
      // No clipboard on this page (plain HTTP on another host): the line is there to be copied by hand.
    }
  };
  return (
    <div className="copy-line">
      <input className="input mono" readOnly value={value} aria-label={label} onFocus={(event) => event.target.select()} />
      <Button look="primary" icon={done ? 'check' : 'copy'} label={done ? copied : copy} onClick={() => void take()} />
      <span className="hidden-text" role="status">
        {done ? copied : ''}
      </span>
    </div>
  );
}
