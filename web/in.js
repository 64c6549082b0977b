// An invite link carries its secret in the fragment, which no server ever sees in a log. It is taken
// out of the address at once, exchanged for a session, and the page goes on to the right face.
const form = document.getElementById('invite');
const slug = document.documentElement.dataset.community;
const homes = { leader: '/leader', shop: '/shop', courier: '/courier', kiosk: '/kiosk' };

const show = (id) => { document.getElementById(id).hidden = false; };

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
    const me = await reply.json();
    const next = new URLSearchParams(location.search).get('next') ?? '';
    const ours = /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next);
    location.replace(ours ? next : `/c/${slug}${homes[me.role] ?? ''}`);
}

const secret = location.hash.slice(1).trim().toLowerCase();
if (form && slug && /^[0-9a-z]{26}$/.test(secret)) {
    history.replaceState(null, '', location.pathname + location.search);
    document.getElementById('secret').value = secret;
    come_in(secret);
}

// A building's poster leads to a form that is filled in by hand but for its code.
if (document.getElementById('ask') && /^[0-9a-z]{26}$/.test(secret)) {
    history.replaceState(null, '', location.pathname + location.search);
    document.getElementById('secret').value = secret;
}
