// An invite link carries its secret in the fragment, which no server ever sees in a log. It is taken
// out of the address at once, exchanged for a session, and the page goes on to the right face.
const form = document.getElementById('invite');
const slug = document.documentElement.dataset.community;
const homes = { leader: '/leader', shop: '/shop', courier: '/courier', kiosk: '/kiosk' };

const show = (id) => { document.getElementById(id).hidden = false; };

function go_on(me) {
    const next = new URLSearchParams(location.search).get('next') ?? '';
    const ours = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next);
    location.replace(ours ? next : `/c/${slug}${homes[me.role] ?? ''}`);
}

async function come_in(secret) {
    let reply;
    try {
        reply = await fetch(`/api/v1/session?community=${encodeURIComponent(slug)}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            credentials: 'same-origin',
            body: JSON.stringify({ secret }),
        });
    } catch {
        return show('offline');
    }
    if (!reply.ok) return show(reply.status >= 500 ? 'offline' : 'failed');
    go_on(await reply.json());
}

const secret = location.hash.slice(1).trim().toLowerCase();
if (form && slug && /^[0-9a-z]{26}$/.test(secret)) {
    history.replaceState(null, '', location.pathname + location.search);
    document.getElementById('secret').value = secret;
    come_in(secret);
}

// A guest's link opens by itself: it only shows something.
const guest = document.getElementById('open_guest');
if (guest && /^[0-9a-z]{26}$/.test(secret)) {
    history.replaceState(null, '', location.pathname + location.search);
    document.getElementById('secret').value = secret;
    guest.submit();
}

// A new phone and the old one wait for each other; each asks every other second.
const ask_every = (ms, ask) => {
    const timer = setInterval(async () => {
        const next = await ask().catch(() => undefined);
        if (next === undefined) return;
        clearInterval(timer);
        next();
    }, ms);
};
const old_phone = document.getElementById('old_phone');
const shown_state = old_phone?.dataset.state ?? '';
if (['offered', 'claimed', 'confirmed'].includes(shown_state)) {
    ask_every(2000, async () => {
        const reply = await fetch(`/api/v1/me/new-phone?community=${encodeURIComponent(slug)}`, { credentials: 'same-origin' });
        const state = reply.ok ? (await reply.json()).attempt?.state : undefined;
        return state === undefined || state === shown_state ? undefined : () => location.replace(location.pathname);
    });
}
const new_phone = document.getElementById('new_phone');
if (new_phone) {
    const claim = document.getElementById('claim').value;
    ask_every(2000, async () => {
        const reply = await fetch(`/api/v1/phone/finish?community=${encodeURIComponent(slug)}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            credentials: 'same-origin',
            body: JSON.stringify({ claim }),
        });
        if (reply.status === 404) return () => show('failed');
        const me = reply.ok ? (await reply.json()).me : undefined;
        return me ? () => location.replace(`/c/${slug}${homes[me.role] ?? ''}`) : undefined;
    });
}

// A building's poster leads to a form that is filled in by hand but for its code; a new phone's code
// to one that its owner sends, so that no preview opens it.
if (document.getElementById('ask') && /^[0-9a-z]{26}$/.test(secret)) {
    history.replaceState(null, '', location.pathname + location.search);
    document.getElementById('secret').value = secret;
}

// Passkeys: offered where the server and the browser both have them.
const bytes_of = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
const text_of = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
async function ask(path, body) {
    const reply = await fetch(`${path}?community=${encodeURIComponent(slug)}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        credentials: 'same-origin',
        body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${reply.status}`);
    return reply.json();
}
async function add_passkey() {
    const { challenge, site, user, nickname, known } = await ask('/api/v1/me/passkeys/begin', {});
    const { response } = await navigator.credentials.create({ publicKey: {
        challenge: bytes_of(challenge),
        rp: { id: site, name: site },
        user: { id: bytes_of(user), name: nickname, displayName: nickname },
        pubKeyCredParams: [{ type: 'public-key', alg: -8 }, { type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        excludeCredentials: known.map((id) => ({ type: 'public-key', id: bytes_of(id) })),
        attestation: 'none',
    } });
    await ask('/api/v1/me/passkeys', {
        client_data: text_of(response.clientDataJSON), authenticator_data: text_of(response.getAuthenticatorData()),
    });
    location.replace(location.pathname);
}
async function use_passkey() {
    const { challenge, site } = await ask('/api/v1/passkey/begin', {});
    const { rawId, response } = await navigator.credentials.get({ publicKey: {
        challenge: bytes_of(challenge), rpId: site, userVerification: 'required',
    } });
    const me = await ask('/api/v1/passkey', {
        credential: text_of(rawId), client_data: text_of(response.clientDataJSON),
        authenticator_data: text_of(response.authenticatorData), signature: text_of(response.signature),
    });
    go_on(me);
}
for (const [id, act] of [['add_passkey', add_passkey], ['use_passkey', use_passkey]]) {
    const button = document.getElementById(id);
    if (!button || !window.PublicKeyCredential) continue;
    show('passkey_button');
    button.addEventListener('click', () => {
        document.getElementById('passkey_failed').hidden = true;
        act().catch(() => show('passkey_failed'));
    });
}
