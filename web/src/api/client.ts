/** Every call to the server goes through here: one error shape, one place that knows the prefix. */

import type { ApiErrorBody } from './types';

export const apiBase = '/api/v1';

/** The language of the page: the server says errors in it. */
const language = () => document.documentElement.lang || 'en';

const workspaceKey = 'tropa.workspace';

/** The workspace this tab works in; a new tab begins with the one used last. */
export const chosenWorkspace = (): string | null => sessionStorage.getItem(workspaceKey) ?? localStorage.getItem(workspaceKey);

/** From now on every call is about this workspace. */
export function chooseWorkspace(id: string | null) {
  for (const store of [sessionStorage, localStorage]) {
    if (id === null) store.removeItem(workspaceKey);
    else store.setItem(workspaceKey, id);
  }
}

function cookie(name: string): string | undefined {
  const pair = document.cookie.split('; ').find((one) => one.startsWith(`${name}=`));
  return pair && decodeURIComponent(pair.slice(name.length + 1));
}

/**
 * What goes along with every call: the language of the page, the workspace, and with calls that change something the
 * proof that they come from a page of ours.
 */
export function callHeaders(method: string): Record<string, string> {
  const workspace = chosenWorkspace();
  const proof = method === 'GET' || method === 'HEAD' ? undefined : cookie('tropa_csrf');
  return {
    'accept-language': language(),
    ...(workspace ? { 'tropa-workspace': workspace } : {}),
    ...(proof ? { 'x-tropa-csrf': proof } : {}),
  };
}

const onSignedOut = new Set<() => void>();

/** Calls `tell` whenever the server no longer knows who asks: the session ended, or was ended elsewhere. */
export function whenSignedOut(tell: () => void): () => void {
  onSignedOut.add(tell);
  return () => onSignedOut.delete(tell);
}

/** What went wrong, in the server's words where it had any. `status` 0: the server was not reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly help?: string;
  readonly path?: string;

  constructor(status: number, body: ApiErrorBody) {
    super(body.message);
    this.name = 'ApiError';
    this.status = status;
    this.code = body.code;
    this.help = body.help ?? undefined;
    this.path = body.path ?? undefined;
  }
}

function errorOf(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as ApiErrorBody;
    if (typeof body.message === 'string') return new ApiError(status, body);
  } catch {
    // Not the API's error shape: a proxy or an old server answered.
  }
  return new ApiError(status, { code: 'unreadable', message: `HTTP ${status}` });
}

function refusal(status: number, text: string): ApiError {
  const error = errorOf(status, text);
  if (error.code === 'not_signed_in') onSignedOut.forEach((tell) => tell());
  return error;
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers: { ...callHeaders(init.method ?? 'GET'), ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, { code: 'unreachable', message: 'The server does not answer' });
  }
  if (!response.ok) throw refusal(response.status, await response.text());
  return response;
}

async function parsed<T>(response: Response): Promise<T> {
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return parsed<T>(await ask(apiBase + path, { method, signal, ...json }));
}

/** Like `call`, with the version (`ETag`) of what was read. */
export async function callTagged<T>(method: 'GET', path: string, signal?: AbortSignal): Promise<{ body: T; tag: string | null }> {
  const response = await ask(apiBase + path, { method, signal });
  return { body: await parsed<T>(response), tag: response.headers.get('etag') };
}

/** A small file as it is, answered in JSON. Large ones go by `upload`, which tells how far it is. */
export async function send<T>(path: string, file: Blob, signal?: AbortSignal): Promise<T> {
  return parsed<T>(await ask(apiBase + path, { method: 'POST', signal, headers: { 'content-type': 'application/octet-stream' }, body: file }));
}

/** A file by its address within the site; `onReceived` tells how many bytes have come. */
export async function callFile(address: string, signal?: AbortSignal, onReceived?: (bytes: number) => void): Promise<Blob> {
  const response = await ask(address, { signal });
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || !onReceived) return response.blob();
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts, { type });
    parts.push(value as BlobPart);
    bytes += value.byteLength;
    onReceived(bytes);
  }
}

/** Sends one file as it is; `fetch` cannot tell how much has gone out, XMLHttpRequest can. */
export function upload<T>(file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${apiBase}/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(callHeaders('POST'))) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onerror = () => reject(new ApiError(0, { code: 'unreachable', message: 'The server does not answer' }));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(refusal(request.status, request.responseText));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
