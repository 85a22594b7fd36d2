export const isMac = () => /Mac|iP(hone|ad)/.test(navigator.platform);

/** `mod` is Ctrl or ⌘. */
export const keyWords = (keys: string): string =>
  isMac()
    ? keys.replace('mod+', '⌘').replace('shift+', '⇧').replace('alt+', '⌥')
    : keys.replace('mod+', 'Ctrl+').replace('shift+', 'Shift+').replace('alt+', 'Alt+');
