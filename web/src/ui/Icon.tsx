import { iconShapes, type IconName } from './icon-shapes';

export type { IconName };

/** Decoration beside a text; the text carries the meaning, so screen readers skip the picture. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: iconShapes[name] }}
    />
  );
}

const channelIcons = new Set<string>([
  ...['web', 'mobile', 'email', 'phone', 'sms', 'messenger', 'bot', 'store', 'visit', 'post', 'kiosk', 'social'],
  ...['marketplace', 'review', 'event', 'partner', 'call_centre', 'document', 'payment', 'other'],
]);

/** A channel's icon by the name in the map; an unknown name gets the neutral one. */
export function channelIcon(name: string): IconName {
  return channelIcons.has(name) ? (name as IconName) : 'other';
}
