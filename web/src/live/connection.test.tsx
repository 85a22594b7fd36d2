import { act, cleanup, render, renderHook, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeRooms, lineTo, openRoom } from '../../dev/room';
import { map as sample } from '../../dev/mock';
import type { ReactNode } from 'react';
import { MapStoreProvider, useForgetLost, useLiveText, useMap, useMapStore, usePresence, useSetPlace, useStatus, type Me } from '.';

const ann: Me = { id: 'ann', name: 'Ann', colour: '#14524a' };
const bob: Me = { id: 'bob', name: 'Bob', colour: '#a2467f' };
const inRoom = (me: Me, id = sample.id) =>
  function InRoom({ children }: { children: ReactNode }) {
    return (
      <MapStoreProvider id={id} first={sample} me={me}>
        {children}
      </MapStoreProvider>
    );
  };
const useEverything = () => ({ map: useMap(), store: useMapStore(), status: useStatus(), people: usePresence(), setPlace: useSetPlace(), forget: useForgetLost() });
const open = (me: Me, id?: string) => renderHook(useEverything, { wrapper: inRoom(me, id) }).result;
let past = { ...sample, id: 'past', title: { en: 'Then' } as Record<string, string> };
const soon = (check: () => void) => act(async () => vi.waitFor(check));

describe('a map in its room', () => {
  const Line = lineTo((id) => (id === 'none' ? undefined : { ...sample, id }), (id) => id === 'shown');
  beforeEach(() => vi.stubGlobal('WebSocket', Line));
  afterEach(() => {
    cleanup();
    closeRooms();
    vi.unstubAllGlobals();
  });

  it('what one writes comes to the other and is told as saved', async () => {
    const [a, b] = [open(ann), open(bob)];
    await soon(() => expect([a.current.status.state, b.current.status.state]).toEqual(['saved', 'saved']));
    act(() => a.current.store.edit.setText('card', 'o1', 'text', 'en', 'Choose the slot'));
    expect(a.current.status).toEqual({ state: 'saving', unsaved: 1, code: undefined });
    await soon(() => expect(b.current.map.cards.find((card) => card.id === 'o1')?.text?.en).toBe('Choose the slot'));
    await soon(() => expect(a.current.status.state).toBe('saved'));
    expect(openRoom(sample.id)?.store.record('card', 'o1')?.text?.en).toBe('Choose the slot');
  });

  it('everybody sees who is here and where', async () => {
    const [a, b] = [open(ann), open(bob)];
    await soon(() => expect(a.current.people.map((one) => [one.name, one.self])).toEqual([['Ann', true], ['Bob', false]]));
    act(() => b.current.setPlace({ card: 'o1' }));
    await soon(() => expect(a.current.people.find((one) => one.name === 'Bob')?.at).toEqual({ card: 'o1' }));
  });

  /** Without a line until the answer of `restore`. */
  const cut = async (a: ReturnType<typeof open>) => {
    await soon(() => expect(a.current.status.state).toBe('saved'));
    vi.stubGlobal('WebSocket', class { onclose: ((event: { code: number }) => void) | null = null; constructor() { setTimeout(() => this.onclose?.({ code: 1006 })); } });
    act(() => openRoom(sample.id)?.dropAll());
    await soon(() => expect(a.current.status.state).toBe('offline'));
    return () => {
      vi.stubGlobal('WebSocket', Line);
      window.dispatchEvent(new Event('online'));
    };
  };

  it('what was written on a card that somebody took out meanwhile is told to its author', async () => {
    const a = open(ann);
    const restore = await cut(a);
    act(() => a.current.store.edit.setText('card', 'o1', 'text', 'en', 'Written on a train'));
    act(() => void openRoom(sample.id)?.store.edit.remove('card', ['o1']));
    act(restore);
    await act(async () => vi.waitFor(() => expect(a.current.status.lost).toBeDefined(), { timeout: 8_000 }));
    expect(a.current.status.lost?.reason).toBe('removed');
    expect(a.current.status.lost?.edits.map(({ kind, id, text }) => [kind, id, text?.split('\n').includes('Written on a train')])).toEqual([['card', 'o1', true]]);
    act(() => a.current.forget());
    expect(a.current.status.lost).toBeUndefined();
  });

  it('what the author took out oneself is not lost', async () => {
    const a = open(ann);
    const restore = await cut(a);
    act(() => {
      a.current.store.edit.setText('card', 'o1', 'text', 'en', 'No');
      a.current.store.edit.remove('card', ['o1']);
      a.current.store.edit.setText('card', 'q1', 'text', 'en', 'Kept');
    });
    act(restore);
    await soon(() => expect(a.current.status.state).toBe('saved'));
    await act(async () => new Promise((resolve) => setTimeout(resolve, 2_000)));
    expect(a.current.status.lost).toBeUndefined();
  });

  it('edits made without a line are kept and go out when it is back', async () => {
    const a = open(ann);
    await soon(() => expect(a.current.status.state).toBe('saved'));
    vi.stubGlobal('WebSocket', class { onclose: ((event: { code: number }) => void) | null = null; constructor() { setTimeout(() => this.onclose?.({ code: 1006 })); } });
    act(() => openRoom(sample.id)?.dropAll());
    await soon(() => expect(a.current.status.state).toBe('offline'));
    act(() => {
      a.current.store.edit.setText('card', 'o1', 'text', 'en', 'offline');
      a.current.store.edit.setText('card', 'q1', 'text', 'en', 'too');
    });
    expect(a.current.status).toMatchObject({ state: 'offline', unsaved: 2 });
    vi.stubGlobal('WebSocket', Line);
    act(() => void window.dispatchEvent(new Event('online')));
    await soon(() => expect(a.current.status).toMatchObject({ state: 'saved', unsaved: 0 }));
    expect(openRoom(sample.id)?.store.record('card', 'o1')?.text?.en).toBe('offline');
  });

  it('a reader’s edits are refused before they are made', async () => {
    const a = open(ann, 'shown');
    await soon(() => expect(a.current.status.state).toBe('read_only'));
    expect(() => a.current.store.edit.setText('card', 'o1', 'text', 'en', 'x')).toThrow('reading only');
  });

  it('a map that is gone is told, and not asked for again', async () => {
    const a = open(ann, 'none');
    await soon(() => expect(a.current.status).toEqual({ state: 'denied', unsaved: 0, code: 4404 }));
  });

  it('a map without a room is read as it is given', async () => {
    const { result, rerender } = renderHook(useEverything, {
      wrapper: ({ children }: { children: ReactNode }) => (
        <MapStoreProvider id="past" first={past} still>
          {children}
        </MapStoreProvider>
      ),
    });
    expect(result.current.status.state).toBe('read_only');
    expect(result.current.map.title.en).toBe('Then');
    past = { ...past, title: { en: 'Now' } };
    rerender();
    expect(result.current.map.title.en).toBe('Now');
    expect(openRoom('past')).toBeUndefined();
  });

  it('the caret stays beside its letter while another types before it', async () => {
    function Box() {
      const { ref, value, onChange } = useLiveText<HTMLTextAreaElement>('card', 'o1', 'text', 'en');
      return <textarea aria-label="box" ref={ref} value={value} onChange={(e) => onChange(e.target.value)} />;
    }
    const b = open(bob);
    const InRoom = inRoom(ann);
    render(<InRoom><Box /></InRoom>);
    await soon(() => expect(b.current.people.length).toBe(2));
    const box = screen.getByLabelText<HTMLTextAreaElement>('box');
    expect(box.value).toBe('Let people choose the delivery slot at checkout');
    box.focus();
    box.setSelectionRange(4, 10);
    act(() => b.current.store.edit.setText('card', 'o1', 'text', 'en', 'Please: Let people choose the delivery slot at checkout'));
    await soon(() => expect(box.value).toMatch(/^Please/));
    expect(box.value.slice(box.selectionStart, box.selectionEnd)).toBe('people');
  });
});
