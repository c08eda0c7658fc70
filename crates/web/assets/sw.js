// Keeps the shell (style, module, icons) and one offline page. It never stores a page that somebody signed in to see:
// nothing is put into the cache after installation.
// The server replaces the two words in the next lines: a hash over the shell, and its paths separated by spaces.
const CACHE = 'shell-__VERSION__';
const SHELL = '__SHELL__'.split(' ');
const OFFLINE = '/offline';

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      // The offline page belongs to nobody: asked for without cookies it cannot hold a name.
      await Promise.all([cache.addAll(SHELL), cache.add(new Request(OFFLINE, { credentials: 'omit', cache: 'reload' }))]);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
      await self.registration.navigationPreload?.enable();
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (SHELL.includes(url.pathname)) event.respondWith(shell(request));
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) ?? Response.error();
  }
}

async function shell(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}
