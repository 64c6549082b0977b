// Photos and clips that the leader has uploaded, and items that carry them on today's list.

import { Caller } from './api.mjs';

// The address under which it is kept.
export const keep_picture = async (caller, bytes) => (await caller.post('/api/v1/pictures', bytes)).url;

// items: { name, picture, clip }; the list's items afterwards.
export async function put_on_list(server, leader, items) {
    const shop = await Caller.sign_in(server.link('shop'));
    const { list } = await leader.home();
    await leader.post(`/api/v1/leader/lists/${list.date}/items`, {
        items: items.map(({ name, picture = '', clip = '' }) => ({
            name, category: 'leafy', unit: 'jin', price_fen: 300,
            batch: { farm: '王家农场', place: '青浦', picture, clip }, stock: [{ hub: shop.me.hub, on_hand: 5 }],
        })),
    });
    return (await leader.home()).list.items;
}
