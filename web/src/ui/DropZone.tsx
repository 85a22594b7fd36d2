import './drop.css';
import { useId, useState, type ReactNode } from 'react';
import { Icon } from './Icon';

/** Takes files by dropping or picking; both do the same. */
export function DropZone({ title, text, choose, multiple, onFiles, children }: {
  title: string;
  text: ReactNode;
  choose: string;
  multiple?: boolean;
  onFiles: (files: FileList) => void;
  children?: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    <div
      className={over ? 'drop drop--over' : 'drop'}
      role="presentation"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (event.dataTransfer.files.length) onFiles(event.dataTransfer.files);
      }}
    >
      <span className="empty__picture">
        <Icon name="upload" size={28} />
      </span>
      <p className="drop__title">{title}</p>
      <p className="muted drop__formats">{text}</p>
      <input
        id={id}
        className="hidden-text drop__input"
        type="file"
        multiple={multiple}
        onChange={(event) => {
          if (event.target.files?.length) onFiles(event.target.files);
          event.target.value = '';
        }}
      />
      <label htmlFor={id} className="button button--primary">
        {choose}
      </label>
      {children}
    </div>
  );
}
