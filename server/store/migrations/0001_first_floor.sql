-- The first floor: a community's places and people, its lists, groups, orders, money and events.
-- Codes are the enumerators' numbers in shared/domain; nothing (NULL) means "not set".

CREATE TABLE community (
    community_id BIGINT PRIMARY KEY,
    slug TEXT NOT NULL CHECK (slug <> ''),
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    leader_name TEXT NOT NULL,
    demo BIGINT NOT NULL CHECK (demo IN (0, 1)),
    plan_width_m BIGINT NOT NULL CHECK (plan_width_m >= 0),
    plan_height_m BIGINT NOT NULL CHECK (plan_height_m >= 0),
    plan_origin_latitude_e7 BIGINT NOT NULL
        CHECK (plan_origin_latitude_e7 BETWEEN -900000000 AND 900000000),
    plan_origin_longitude_e7 BIGINT NOT NULL
        CHECK (plan_origin_longitude_e7 BETWEEN -1800000000 AND 1800000000),
    UNIQUE (slug)
);

CREATE TABLE plan_shape (
    community_id BIGINT NOT NULL REFERENCES community,
    position BIGINT NOT NULL CHECK (position >= 0),
    kind BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4),
    label TEXT NOT NULL,
    width_m BIGINT NOT NULL CHECK (width_m >= 0),
    points TEXT NOT NULL,
    PRIMARY KEY (community_id, position)
);

CREATE TABLE building (
    community_id BIGINT NOT NULL REFERENCES community,
    building_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    units BIGINT NOT NULL CHECK (units > 0),
    floors BIGINT NOT NULL CHECK (floors > 0),
    rooms_per_floor BIGINT NOT NULL CHECK (rooms_per_floor > 0),
    corner_x_m BIGINT NOT NULL,
    corner_y_m BIGINT NOT NULL,
    width_m BIGINT NOT NULL CHECK (width_m >= 0),
    depth_m BIGINT NOT NULL CHECK (depth_m >= 0),
    PRIMARY KEY (community_id, building_id),
    UNIQUE (community_id, number)
);

CREATE TABLE hub (
    community_id BIGINT NOT NULL REFERENCES community,
    hub_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    x_m BIGINT NOT NULL,
    y_m BIGINT NOT NULL,
    delivery_fee_fen BIGINT NOT NULL CHECK (delivery_fee_fen >= 0),
    free_delivery_from_fen BIGINT NOT NULL CHECK (free_delivery_from_fen >= 0),
    minimum_order_fen BIGINT NOT NULL CHECK (minimum_order_fen >= 0),
    open BIGINT NOT NULL CHECK (open IN (0, 1)),
    PRIMARY KEY (community_id, hub_id)
);

CREATE TABLE household (
    community_id BIGINT NOT NULL REFERENCES community,
    household_id BIGINT NOT NULL,
    building_id BIGINT,
    building_number BIGINT NOT NULL CHECK (building_number >= 0),
    unit BIGINT NOT NULL CHECK (unit >= 0),
    room BIGINT NOT NULL CHECK (room >= 0),
    nickname TEXT NOT NULL,
    surname TEXT NOT NULL,
    phone_last4 TEXT NOT NULL CHECK (length(phone_last4) IN (0, 4)),
    phone TEXT NOT NULL,
    PRIMARY KEY (community_id, household_id),
    FOREIGN KEY (community_id, building_id) REFERENCES building
);
CREATE INDEX household_by_door ON household (community_id, building_number, unit, room);
CREATE INDEX household_by_building ON household (community_id, building_id);

CREATE TABLE courier (
    community_id BIGINT NOT NULL REFERENCES community,
    courier_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    on_shift BIGINT NOT NULL CHECK (on_shift IN (0, 1)),
    x_m BIGINT NOT NULL,
    y_m BIGINT NOT NULL,
    seen_at_ms BIGINT,
    PRIMARY KEY (community_id, courier_id)
);

CREATE TABLE member (
    community_id BIGINT NOT NULL REFERENCES community,
    member_id BIGINT NOT NULL,
    role BIGINT NOT NULL CHECK (role BETWEEN 1 AND 6),
    household_id BIGINT,
    hub_id BIGINT,
    courier_id BIGINT,
    nickname TEXT NOT NULL,
    PRIMARY KEY (community_id, member_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, hub_id) REFERENCES hub,
    FOREIGN KEY (community_id, courier_id) REFERENCES courier
);
CREATE INDEX member_by_household ON member (community_id, household_id);
CREATE INDEX member_by_role ON member (community_id, role);

CREATE TABLE fresh_list (
    community_id BIGINT NOT NULL REFERENCES community,
    list_id BIGINT NOT NULL,
    list_date TEXT NOT NULL CHECK (length(list_date) = 10),
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 2),
    publish_at_ms BIGINT,
    published_at_ms BIGINT,
    PRIMARY KEY (community_id, list_id),
    UNIQUE (community_id, list_date),
    CHECK (state = 1 OR published_at_ms IS NOT NULL)
);
CREATE INDEX fresh_list_by_state ON fresh_list (community_id, state, list_date);

CREATE TABLE item (
    community_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    list_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL CHECK (name <> ''),
    spec TEXT NOT NULL,
    category BIGINT NOT NULL CHECK (category BETWEEN 1 AND 9),
    unit BIGINT NOT NULL CHECK (unit BETWEEN 1 AND 8),
    price_fen BIGINT NOT NULL CHECK (price_fen >= 0),
    cost_fen BIGINT NOT NULL CHECK (cost_fen >= 0),
    origin TEXT NOT NULL,
    picture TEXT NOT NULL,
    batch_id BIGINT,
    batch_farm TEXT NOT NULL,
    batch_place TEXT NOT NULL,
    batch_harvested_at_ms BIGINT,
    batch_picture TEXT NOT NULL,
    batch_clip TEXT NOT NULL,
    chilled BIGINT NOT NULL CHECK (chilled IN (0, 1)),
    PRIMARY KEY (community_id, item_id),
    FOREIGN KEY (community_id, list_id) REFERENCES fresh_list
);
CREATE INDEX item_by_list ON item (community_id, list_id, position);
CREATE INDEX item_anywhere ON item (item_id);

CREATE TABLE stock (
    community_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    on_hand BIGINT NOT NULL CHECK (on_hand >= 0),
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (community_id, hub_id, item_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub,
    FOREIGN KEY (community_id, item_id) REFERENCES item,
    CHECK (on_hand >= reserved)
);
CREATE INDEX stock_by_item ON stock (community_id, item_id, hub_id);

CREATE TABLE group_buy (
    community_id BIGINT NOT NULL REFERENCES community,
    group_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 8),
    title TEXT NOT NULL,
    serves TEXT NOT NULL,
    picture TEXT NOT NULL,
    price_fen BIGINT NOT NULL CHECK (price_fen >= 0),
    single_price_fen BIGINT NOT NULL CHECK (single_price_fen >= 0),
    target_households BIGINT NOT NULL CHECK (target_households > 0),
    cap_households BIGINT NOT NULL CHECK (cap_households >= 0),
    cutoff_at_ms BIGINT,
    deliver_before_ms BIGINT,
    opened_at_ms BIGINT,
    formed_at_ms BIGINT,
    ended_at_ms BIGINT,
    PRIMARY KEY (community_id, group_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub
);
CREATE INDEX group_buy_by_state ON group_buy (community_id, state, cutoff_at_ms);
CREATE INDEX group_buy_by_end ON group_buy (community_id, ended_at_ms);
CREATE INDEX group_buy_anywhere ON group_buy (group_id);

CREATE TABLE group_content (
    community_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    item_id BIGINT,
    name TEXT NOT NULL,
    amount TEXT NOT NULL,
    picture TEXT NOT NULL,
    pieces BIGINT NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (community_id, group_id, position),
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy
);

CREATE TABLE orders (
    community_id BIGINT NOT NULL REFERENCES community,
    order_id BIGINT NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    household_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    group_id BIGINT,
    state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 8),
    fulfilment BIGINT NOT NULL CHECK (fulfilment BETWEEN 1 AND 2),
    payment BIGINT NOT NULL CHECK (payment BETWEEN 1 AND 2),
    building_id BIGINT,
    building_number BIGINT NOT NULL,
    unit BIGINT NOT NULL,
    room BIGINT NOT NULL,
    note TEXT NOT NULL,
    goods_total_fen BIGINT NOT NULL CHECK (goods_total_fen >= 0),
    delivery_fee_fen BIGINT NOT NULL CHECK (delivery_fee_fen >= 0),
    total_fen BIGINT NOT NULL CHECK (total_fen >= 0),
    promise_class BIGINT NOT NULL CHECK (promise_class BETWEEN 1 AND 5),
    due_at_ms BIGINT,
    estimate_at_ms BIGINT,
    courier_id BIGINT,
    pickup_code TEXT NOT NULL CHECK (length(pickup_code) IN (0, 4)),
    collect_before_ms BIGINT,
    placed_at_ms BIGINT,
    accepted_at_ms BIGINT,
    picking_at_ms BIGINT,
    packed_at_ms BIGINT,
    ready_at_ms BIGINT,
    out_at_ms BIGINT,
    done_at_ms BIGINT,
    cancelled_at_ms BIGINT,
    compensated BIGINT NOT NULL CHECK (compensated IN (0, 1)),
    arrived_at_ms BIGINT,
    PRIMARY KEY (community_id, order_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, hub_id) REFERENCES hub,
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy,
    FOREIGN KEY (community_id, courier_id) REFERENCES courier,
    CHECK (state <= 6 OR pickup_code = '')
);
-- States up to 6 are the unfinished ones.
CREATE INDEX orders_running ON orders (community_id, due_at_ms) WHERE state <= 6;
CREATE INDEX orders_running_by_hub ON orders (community_id, hub_id, due_at_ms) WHERE state <= 6;
CREATE INDEX orders_running_by_courier ON orders (community_id, courier_id, due_at_ms)
    WHERE state <= 6;
CREATE UNIQUE INDEX orders_by_pickup_code ON orders (community_id, hub_id, pickup_code)
    WHERE pickup_code <> '';
CREATE INDEX orders_by_household ON orders (community_id, household_id, order_id);
CREATE INDEX orders_by_group ON orders (community_id, group_id, order_id);
CREATE INDEX orders_by_placing ON orders (community_id, placed_at_ms);
CREATE INDEX orders_anywhere ON orders (order_id);

CREATE TABLE order_line (
    community_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    item_id BIGINT,
    name TEXT NOT NULL,
    picture TEXT NOT NULL,
    unit BIGINT NOT NULL CHECK (unit BETWEEN 1 AND 8),
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    unit_price_fen BIGINT NOT NULL CHECK (unit_price_fen >= 0),
    total_fen BIGINT NOT NULL CHECK (total_fen >= 0),
    chilled BIGINT NOT NULL CHECK (chilled IN (0, 1)),
    batch_text TEXT NOT NULL,
    PRIMARY KEY (community_id, order_id, position),
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);

CREATE TABLE group_share (
    community_id BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    paid_fen BIGINT NOT NULL CHECK (paid_fen >= 0),
    joined_at_ms BIGINT,
    order_id BIGINT,
    PRIMARY KEY (community_id, group_id, household_id),
    FOREIGN KEY (community_id, group_id) REFERENCES group_buy,
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);
CREATE INDEX group_share_by_household ON group_share (community_id, household_id);
CREATE INDEX group_share_by_order ON group_share (community_id, order_id);

CREATE TABLE code_pad (
    community_id BIGINT NOT NULL,
    hub_id BIGINT NOT NULL,
    wrong_tries BIGINT NOT NULL CHECK (wrong_tries >= 0),
    locked_until_ms BIGINT,
    PRIMARY KEY (community_id, hub_id),
    FOREIGN KEY (community_id, hub_id) REFERENCES hub
);

CREATE TABLE post (
    community_id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    household_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    item_id BIGINT,
    text TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, post_id),
    UNIQUE (community_id, order_id),
    FOREIGN KEY (community_id, household_id) REFERENCES household,
    FOREIGN KEY (community_id, order_id) REFERENCES orders
);
CREATE INDEX post_by_time ON post (community_id, created_at_ms, post_id);
CREATE INDEX post_by_household ON post (community_id, household_id);
CREATE INDEX post_anywhere ON post (post_id);

CREATE TABLE post_picture (
    community_id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    url TEXT NOT NULL,
    PRIMARY KEY (community_id, post_id, position),
    FOREIGN KEY (community_id, post_id) REFERENCES post
);

CREATE TABLE picture (
    community_id BIGINT NOT NULL,
    picture_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    file_name TEXT NOT NULL CHECK (file_name <> ''),
    media_type TEXT NOT NULL,
    bytes BIGINT NOT NULL CHECK (bytes >= 0),
    kept_at_ms BIGINT,
    PRIMARY KEY (community_id, picture_id),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX picture_anywhere ON picture (picture_id);
CREATE INDEX picture_by_member ON picture (community_id, member_id);

CREATE TABLE invite (
    community_id BIGINT NOT NULL,
    invite_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    secret_hash TEXT NOT NULL CHECK (secret_hash <> ''),
    ends_at_ms BIGINT,
    used_at_ms BIGINT,
    reusable BIGINT NOT NULL CHECK (reusable IN (0, 1)),
    PRIMARY KEY (community_id, invite_id),
    UNIQUE (community_id, secret_hash),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX invite_by_member ON invite (community_id, member_id);
CREATE INDEX invite_by_end ON invite (community_id, ends_at_ms);

CREATE TABLE session (
    community_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    member_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL CHECK (token_hash <> ''),
    created_at_ms BIGINT,
    seen_at_ms BIGINT,
    ends_at_ms BIGINT,
    PRIMARY KEY (community_id, session_id),
    UNIQUE (community_id, token_hash),
    FOREIGN KEY (community_id, member_id) REFERENCES member
);
CREATE INDEX session_by_member ON session (community_id, member_id);
CREATE INDEX session_by_end ON session (community_id, ends_at_ms);

CREATE TABLE kept_reply (
    community_id BIGINT NOT NULL REFERENCES community,
    reply_key TEXT NOT NULL CHECK (reply_key <> ''),
    body_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    body TEXT NOT NULL,
    kept_at_ms BIGINT,
    PRIMARY KEY (community_id, reply_key)
);
CREATE INDEX kept_reply_by_time ON kept_reply (community_id, kept_at_ms);

-- The outbox: seq runs without a gap from 1 to event_counter.last_seq; old rows may be dropped
-- from the front.
CREATE TABLE outbox (
    community_id BIGINT NOT NULL REFERENCES community,
    seq BIGINT NOT NULL CHECK (seq > 0),
    audience BIGINT NOT NULL CHECK (audience BETWEEN 1 AND 4),
    subject BIGINT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    data TEXT NOT NULL,
    emitted_at_ms BIGINT,
    PRIMARY KEY (community_id, seq)
);
CREATE INDEX outbox_by_time ON outbox (community_id, emitted_at_ms);

CREATE TABLE event_counter (
    community_id BIGINT PRIMARY KEY REFERENCES community,
    last_seq BIGINT NOT NULL CHECK (last_seq > 0)
);

-- Money: entries and postings are only ever added (0002), balances are kept beside them.
CREATE TABLE ledger_entry (
    community_id BIGINT NOT NULL REFERENCES community,
    entry_id BIGINT NOT NULL,
    cause BIGINT NOT NULL CHECK (cause BETWEEN 1 AND 7),
    subject BIGINT NOT NULL,
    moved_at_ms BIGINT NOT NULL,
    PRIMARY KEY (community_id, entry_id)
);
CREATE INDEX ledger_entry_by_subject ON ledger_entry (community_id, subject);

CREATE TABLE ledger_posting (
    community_id BIGINT NOT NULL,
    entry_id BIGINT NOT NULL,
    position BIGINT NOT NULL CHECK (position >= 0),
    account_kind BIGINT NOT NULL CHECK (account_kind BETWEEN 1 AND 5),
    account_owner BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen <> 0),
    PRIMARY KEY (community_id, entry_id, position),
    FOREIGN KEY (community_id, entry_id) REFERENCES ledger_entry
);
CREATE INDEX ledger_posting_by_account
    ON ledger_posting (community_id, account_kind, account_owner, entry_id);

-- Kinds 1 and 2 are wallet and hold.
CREATE TABLE account_balance (
    community_id BIGINT NOT NULL REFERENCES community,
    account_kind BIGINT NOT NULL CHECK (account_kind BETWEEN 1 AND 5),
    account_owner BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL,
    PRIMARY KEY (community_id, account_kind, account_owner),
    CHECK (account_kind > 2 OR balance_fen >= 0),
    CHECK (balance_fen BETWEEN -1000000000000 AND 1000000000000)
);
