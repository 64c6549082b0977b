// Served as /sw.js. What it keeps:
//   shell     the client's files, hashed names, for as long as this version is in use
//   pictures  stock pictures and kept photos as they were met, the newest 300
//   pages     the last copy of pages that are the same for everyone, and of the API's home view
// Nothing else of the API is ever kept, and no page that belongs to one household.
const version = '{{version}}';
const shell = '{{shell}}';
const shell_cache = `shell-${version}`;
const picture_cache = 'pictures-1';
const page_cache = 'pages-1';
const pictures_max = 300;
const page_wait_ms = 4000;

const shared_page = /^\/($|c\/[^/]+($|\/(groups|posts)$)|[gpn]\/[^/]+$|kiosk$|c\/[^/]+\/(leader|shop|courier|kiosk)(\/|$))/;
const kept_picture = /^\/(static\/pictures|static\/icons|pictures|m)\//;

self.addEventListener('install', (event) => {
    event.waitUntil((async () => {
        const cache = await caches.open(shell_cache);
        await cache.addAll([...shell, '/static/assets.json']);
        await self.skipWaiting();
    })());
});

self.addEventListener('activate', (event) => {
    event.waitUntil((async () => {
        const wanted = [shell_cache, picture_cache, page_cache];
        for (const name of await caches.keys()) {
            if (!wanted.includes(name)) await caches.delete(name);
        }
        await self.clients.claim();
    })());
});

// A page that was there before anybody could keep it asks for it.
self.addEventListener('message', (event) => {
    if (!event.data?.keep) return;
    const { pathname } = new URL(event.data.keep, location.origin);
    if (!shared_page.test(pathname)) return;
    event.waitUntil(fetch(pathname).then((reply) => (reply.status === 200 ? keep(page_cache, pathname, reply) : undefined))
        .catch(() => undefined));
});

async function keep(cache_name, request, reply, entries_max) {
    const cache = await caches.open(cache_name);
    await cache.put(request, reply);
    if (!entries_max) return;
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - entries_max))) await cache.delete(old);
}

async function kept_first(cache_name, request, entries_max) {
    const kept = await caches.match(request);
    if (kept) return kept;
    const reply = await fetch(request);
    if (reply.status === 200) await keep(cache_name, request, reply.clone(), entries_max);
    return reply;
}

// The net, within a time; else the last copy; else the last home page, whose client knows the rest.
async function net_first(event, key, kept_too) {
    const answer = fetch(event.request).then(async (reply) => {
        if (kept_too && reply.status === 200) await keep(page_cache, key, reply.clone());
        return reply;
    });
    event.waitUntil(answer.then(() => undefined, () => undefined));
    const late = new Promise((resolve) => setTimeout(resolve, page_wait_ms, null));
    const quick = await Promise.race([answer.catch(() => null), late]);
    // 502 to 504 are a front's words for a server that is not there.
    const absent = quick && quick.status >= 502 && quick.status <= 504;
    if (quick && !absent) return quick;
    const kept = await caches.match(key, { ignoreVary: true });
    if (kept) return kept;
    if (event.request.mode === 'navigate') {
        const cache = await caches.open(page_cache);
        const slug = new URL(event.request.url).pathname.match(/^\/c\/([^/]+)/)?.[1];
        const home = await cache.match(slug ? `/c/${slug}` : '/', { ignoreVary: true })
            ?? await cache.match('/', { ignoreVary: true });
        if (home) return home;
    }
    return answer;
}

self.addEventListener('fetch', (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== 'GET' || url.origin !== location.origin) return;
    if (request.headers.has('range')) return;
    if (kept_picture.test(url.pathname)) {
        event.respondWith(kept_first(picture_cache, request, pictures_max));
    } else if (url.pathname === '/static/assets.json') {
        event.respondWith(net_first(event, '/static/assets.json', true));
    } else if (url.pathname.startsWith('/static/')) {
        event.respondWith(kept_first(shell_cache, request));
    } else if (url.pathname === '/api/v1/home') {
        event.respondWith(net_first(event, url.pathname + url.search, true));
    } else if (request.mode === 'navigate' && url.pathname !== '/metrics') {
        event.respondWith(net_first(event, url.pathname, shared_page.test(url.pathname)));
    }
});
