import './textfield.css';
import { useId, useState, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';
import { Icon } from './Icon';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'id'> {
  label: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is wrong with what stands in it. */
  error?: ReactNode;
  /** Words of the button that shows a password. */
  show?: { show: string; hide: string };
  input?: Ref<HTMLInputElement>;
}

/** A line to fill in, with its hint or its error said to those who listen. A password can be looked at. */
export function TextField({ label, onChange, hint, error, show, type = 'text', input, className = '', ...rest }: TextFieldProps) {
  const id = useId();
  const [seen, setSeen] = useState(false);
  const words = error ?? hint;
  return (
    <div className={`text-field ${className}`}>
      <label htmlFor={id}>{label}</label>
      <span className="text-field__line">
        <input
          {...rest}
          ref={input}
          id={id}
          className={`input ${show ? 'text-field__secret' : ''}`}
          type={show && seen ? 'text' : type}
          aria-invalid={error ? true : undefined}
          aria-describedby={words ? `${id}-words` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {show && (
          <button type="button" className="text-field__eye" aria-pressed={seen} aria-label={show.show} title={seen ? show.hide : show.show} onClick={() => setSeen(!seen)}>
            <Icon name={seen ? 'eye_off' : 'eye'} size={18} />
          </button>
        )}
      </span>
      {words && (
        <p id={`${id}-words`} className={error ? 'text-field__error' : 'text-field__hint'} role={error ? 'alert' : undefined}>
          {words}
        </p>
      )}
    </div>
  );
}
