// A real identity provider (the npm package `oidc-provider`) on a port of its own, and a browser that signs in by it.
//
// node provider.mjs MODULES serve REDIRECT_URI   prints its issuer and stays
// node provider.mjs MODULES walk START_URL LOGIN prints what came of it: {location, session, status}

import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, what, first, login] = process.argv.slice(2);

if (what === 'serve') {
  const require = createRequire(join(modules, 'package.json'));
  const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const people = {
    ann: { email: 'ann@example.org', email_verified: true, name: 'Ann of the house' },
    eve: { email: 'eve@elsewhere.test', email_verified: true, name: 'Eve' },
    bob: { email: 'bob@example.org', email_verified: false, name: 'Bob' },
    new: { email: 'new@example.org', email_verified: true, name: 'Новый Человек' },
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'tropa', client_secret: 'a secret of the test', redirect_uris: [first], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // The ID token itself says who it is.
    conformIdTokenClaims: false,
    pkce: { required: () => true, methods: ['S256'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  });
  server.on('request', provider.callback());
  console.log(issuer);
} else {
  /** Cookies by host and name. */
  const jar = new Map();
  const visit = async (url, form) => {
    const origin = new URL(url).origin;
    const cookies = [...jar].filter(([key]) => key.startsWith(`${origin} `)).map(([key, value]) => `${key.split(' ')[1]}=${value}`);
    const response = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: cookies.join('; '), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      body: form && new URLSearchParams(form).toString(),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair] = set.split(';');
      const at = pair.indexOf('=');
      jar.set(`${origin} ${pair.slice(0, at)}`, pair.slice(at + 1));
    }
    return response;
  };
  let url = first;
  let response = await visit(url);
  for (let steps = 0; steps < 20; steps += 1) {
    const location = response.headers.get('location');
    if (location) {
      const next = new URL(location, url).href;
      // Back at home: the page the person wanted.
      if (new URL(url).pathname.endsWith('/oidc/callback')) break;
      url = next;
      response = await visit(url);
      continue;
    }
    if (!response.ok) break;
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (!prompt || !action) throw new Error(`a page nobody expected at ${url}:\n${page}`);
    url = new URL(action, url).href;
    response = await visit(url, { prompt, login, password: 'any' });
  }
  const home = new URL(first).origin;
  const session = await visit(`${home}/api/v1/session`).then((answer) => answer.json());
  console.log(JSON.stringify({ location: response.headers.get('location'), status: response.status, session }));
}
