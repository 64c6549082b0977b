#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/api/events.hpp"
#include "shared/base/result.hpp"
#include "shared/domain/assignment.hpp"
#include "shared/domain/community.hpp"
#include "shared/domain/coupon.hpp"
#include "shared/domain/crowd_ride.hpp"
#include "shared/domain/fresh_list.hpp"
#include "shared/domain/group_buy.hpp"
#include "shared/domain/guest.hpp"
#include "shared/domain/ledger.hpp"
#include "shared/domain/new_phone.hpp"
#include "shared/domain/payment.hpp"
#include "shared/domain/pickup.hpp"
#include "shared/domain/post.hpp"
#include "shared/domain/refund_claim.hpp"
#include "shared/domain/settlement.hpp"
#include "shared/domain/shortage.hpp"
#include "shared/domain/sign_in_ways.hpp"

/// The store as use cases see it: domain values in and out, one community at a time. No SQL here,
/// no rule there. `absent` is a nullopt or an empty vector, never an error; a store that fails
/// throws StoreFailure, which the transport answers with `unavailable` (nothing was kept).
namespace louxia::app {

/// An outbox row. The store gives it its seq when the transaction commits.
struct Event {
    std::int64_t seq = 0;
    api::Audience audience = api::Audience::everyone;
    std::uint64_t subject =
        0;             ///< household, hub or courier that the audience means; 0 for everyone
    std::string name;  ///< api event's name
    std::string data;  ///< its JSON
    Instant at;
};

struct Invite {
    InviteId id;
    MemberId member;
    std::string secret_hash;  ///< BLAKE2b-256 of the secret, hex; the secret itself is never stored
    Instant ends_at;
    Instant used_at;        ///< unset until exchanged
    bool reusable = false;  ///< demo links only
    std::string code_hash;  ///< Argon2id of the typed code, hex; empty: it has none
};

struct Session {
    SessionId id;
    MemberId member;
    std::string token_hash;  ///< BLAKE2b-256 of the cookie's token, hex
    Instant created_at;
    Instant seen_at;
    Instant ends_at;
    std::string device;   ///< "Android · Chrome"; empty: unknown
    bool rotate = false;  ///< what its member may do has changed: the next request gets a new token
};

/// A kept reply: the same key and body get it again, byte for byte; another body is refused.
struct KeptReply {
    std::string key;        ///< "<Idempotency-Key>:<member or session>"
    std::string body_hash;  ///< of method, path and body
    int status = 0;
    std::string body;
    Instant at;
};
/// Words a reply's body: called once at most, on any thread, before its transaction has ended.
using LateBody = std::function<std::string_view()>;

struct KeptPicture {
    PictureId id;
    MemberId by;
    std::string file_name;  ///< in the data folder's pictures/, "{id}.webp"
    std::string media_type;
    std::int64_t bytes = 0;
    Instant at;
};

/// What nobody asks for any more.
struct Housekeeping {
    Instant now;             ///< sessions and invites that ended before it go
    Instant replies_before;  ///< kept replies older than this
    Instant events_before;   ///< events older than this, but never the newest `events_kept`
    std::int64_t events_kept = 10'000;
    std::int32_t rows_max = 1'000;  ///< of each kind, so that the writer is never held up long
};

/// The code on a building's poster.
struct BuildingCode {
    BuildingId building;
    std::string poster_hash;  ///< BLAKE2b-256, hex
    Instant made_at;
};

/// What one ledger entry did to one account.
struct AccountMove {
    LedgerEntryId entry;
    Cause cause = Cause::top_up;
    std::uint64_t subject = 0;
    Instant moved_at;
    Money amount;
};

/// An order of which some pieces of an item are not packed yet.
struct WaitingOrder {
    OrderId order;
    Pieces pieces;
};

/// The leader changed when a group or an order is handed over.
struct TimeChange {
    JobId id;
    GroupId group;  ///< one of the two is set
    OrderId order;
    Instant from;
    Instant to;
    MemberId by;
    Instant changed_at;
};

struct Balance {
    Account account;
    Money amount;
};

struct PlacedDelivery {
    HubId hub;
    Instant at;
};

/// What a new order at a hub waits for.
struct OrdersAhead {
    std::int32_t to_pack = 0;     ///< at that hub, not packed yet
    std::int32_t to_deliver = 0;  ///< of all hubs, not on their way yet
};

/// A consistent view of one community. Returned by value; nothing refers into the store.
class Reader {
public:
    virtual ~Reader() = default;

    [[nodiscard]] virtual CommunityId community_id() const = 0;
    /// Stays as it is until this work writes the community.
    [[nodiscard]] virtual const Community& community() const = 0;
    /// The way along the plan from the hub to the building's door.
    [[nodiscard]] virtual std::int32_t way_m(const Hub& from, const Building& to) const = 0;
    [[nodiscard]] virtual std::vector<Building> buildings() const = 0;  ///< by number
    [[nodiscard]] virtual std::optional<Building> building(BuildingId id) const = 0;
    [[nodiscard]] virtual std::vector<Hub> hubs() const = 0;  ///< by id
    [[nodiscard]] virtual std::optional<Hub> hub(HubId id) const = 0;

    [[nodiscard]] virtual std::vector<Household> households()
        const = 0;  ///< by building, unit, room; without the forgotten ones
    [[nodiscard]] virtual std::optional<Household> household(HouseholdId id) const = 0;
    [[nodiscard]] virtual std::optional<Member> member(MemberId id) const = 0;
    [[nodiscard]] virtual std::vector<Member> members_of(HouseholdId id) const = 0;
    [[nodiscard]] virtual std::vector<Member> staff() const = 0;  ///< everyone but residents, by id
    /// The hubs' own, and riders of the crowd while their ride lasts; by id.
    [[nodiscard]] virtual std::vector<Courier> couriers() const = 0;
    [[nodiscard]] virtual std::optional<Courier> courier(CourierId id) const = 0;

    [[nodiscard]] virtual std::optional<FreshList> list_on(CivilDate date) const = 0;
    [[nodiscard]] virtual std::optional<FreshList> list(ListId id) const = 0;
    [[nodiscard]] virtual std::optional<FreshList> latest_published_list() const = 0;
    [[nodiscard]] virtual std::vector<FreshList> drafts_due(Instant now) const = 0;
    [[nodiscard]] virtual std::vector<Item> items_of(ListId id) const = 0;  ///< by position
    [[nodiscard]] virtual std::optional<Item> item(ItemId id) const = 0;
    [[nodiscard]] virtual std::vector<Stock> stock_of_item(ItemId id) const = 0;  ///< by hub
    [[nodiscard]] virtual std::vector<Stock> stock_of_list(ListId id) const = 0;  ///< by item, hub

    [[nodiscard]] virtual std::optional<GroupBuy> group(GroupId id) const = 0;
    /// Not done, failed or cancelled, or ended after `ended_after`; newest first.
    [[nodiscard]] virtual std::vector<GroupBuy> groups_since(Instant ended_after) const = 0;
    [[nodiscard]] virtual std::vector<GroupBuy> groups_to_fail(Instant now) const = 0;
    [[nodiscard]] virtual std::vector<GroupShare> shares(GroupId id) const = 0;  ///< by joined_at
    /// Without an order and not released, by joined_at.
    [[nodiscard]] virtual std::vector<GroupShare> held_shares(GroupId id,
                                                              std::int32_t limit) const = 0;
    /// Failed or cancelled, with shares not released or orders that can still be cancelled.
    [[nodiscard]] virtual std::vector<GroupId> groups_to_end() const = 0;
    [[nodiscard]] virtual std::optional<GroupShare> share(GroupId id,
                                                          HouseholdId household) const = 0;
    [[nodiscard]] virtual std::int32_t share_count(GroupId id) const = 0;
    /// The household's shares without an order that hold money, by group.
    [[nodiscard]] virtual std::vector<GroupShare> waiting_shares_of(
        HouseholdId household) const = 0;
    [[nodiscard]] virtual std::vector<GroupId> open_shares_of(HouseholdId household) const = 0;

    [[nodiscard]] virtual std::optional<Order> order(OrderId id) const = 0;
    /// The latest placed first.
    [[nodiscard]] virtual std::vector<Order> orders_of(HouseholdId id,
                                                       std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::vector<Order> running_orders() const = 0;  ///< unfinished, by due_at
    /// What stands before a new order; of groups' orders that wait, those due until then.
    [[nodiscard]] virtual OrdersAhead orders_ahead(HubId hub, Instant groups_due_by) const = 0;
    /// Deliveries up to packed that nobody brings yet, by due_at; at most `limit` of each hub.
    [[nodiscard]] virtual std::vector<Order> orders_without_courier(std::int32_t limit) const = 0;
    /// Those with an unfinished order, by id.
    [[nodiscard]] virtual std::vector<CourierId> busy_couriers() const = 0;
    /// Unfinished deliveries due until then that have not been compensated, by due_at.
    [[nodiscard]] virtual std::vector<Order> orders_to_compensate(Instant due_by,
                                                                  std::int32_t limit) const = 0;
    /// Unfinished and not ready, with an estimate until then, by estimate_at.
    [[nodiscard]] virtual std::vector<Order> orders_past_estimate(Instant at,
                                                                  std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::vector<Order> running_orders_of(HubId id) const = 0;
    [[nodiscard]] virtual std::vector<Order> running_orders_of(CourierId id) const = 0;
    [[nodiscard]] virtual std::vector<Order> orders_of(GroupId id) const = 0;
    [[nodiscard]] virtual std::vector<Order> orders_placed_between(Instant from,
                                                                   Instant to) const = 0;
    /// Done, placed at or after `placed_from`; the latest placed first.
    [[nodiscard]] virtual std::vector<Order> delivered_since(Instant placed_from,
                                                             std::int32_t limit) const = 0;
    /// Done, placed before that one (order_id decides at the same instant); the latest first.
    [[nodiscard]] virtual std::vector<Order> delivered_before(Instant placed_at, OrderId order,
                                                              std::int32_t limit) const = 0;
    /// With that number of their day, placed at or after `since`; the latest first.
    [[nodiscard]] virtual std::vector<Order> orders_numbered(std::int32_t number, Instant since,
                                                             std::int32_t limit) const = 0;
    /// Unfinished ones of groups whose time is another by now.
    [[nodiscard]] virtual std::vector<OrderId> orders_to_move(std::int32_t limit) const = 0;
    /// The latest of the group, or of the order.
    [[nodiscard]] virtual std::optional<TimeChange> time_change(GroupId group,
                                                                OrderId order) const = 0;
    [[nodiscard]] virtual std::optional<Order> order_with_code(HubId hub,
                                                               std::string_view code) const = 0;
    [[nodiscard]] virtual std::vector<std::string> codes_waiting_at(HubId hub) const = 0;
    [[nodiscard]] virtual std::int32_t order_count_of(HouseholdId id) const = 0;
    [[nodiscard]] virtual CodePad code_pad(HubId hub) const = 0;
    /// When the courier reported standing at the door; unset when not yet.
    [[nodiscard]] virtual Instant arrived_at(OrderId id) const = 0;

    /// When deliveries of whatever state were placed, at or after `from`; the latest first.
    [[nodiscard]] virtual std::vector<PlacedDelivery> deliveries_placed(
        Instant from, std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::vector<RouteStop> route_stops() const = 0;  ///< by courier, position
    [[nodiscard]] virtual std::vector<RouteStop> route_stops_of(CourierId id) const = 0;
    [[nodiscard]] virtual std::vector<CourierAssignment> assignments_of(OrderId id) const = 0;
    /// Decided at or after `from`; the latest first.
    [[nodiscard]] virtual std::vector<CourierAssignment> assignments_since(
        Instant from, std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::optional<Handover> handover(OrderId id) const = 0;
    [[nodiscard]] virtual std::vector<OrderProblem> problems_of(OrderId id) const = 0;
    [[nodiscard]] virtual std::vector<OrderProblem> open_problems()
        const = 0;  ///< the oldest first
    /// By how many milliseconds deliveries of that promise, among the latest 3,000 of any promise
    /// placed at or after `placed_from`, came later than they were quoted; the latest placed first.
    [[nodiscard]] virtual std::vector<std::int64_t> quote_errors_ms(PromiseClass kind,
                                                                    Instant placed_from,
                                                                    std::int32_t limit) const = 0;

    [[nodiscard]] virtual std::vector<Refund> refunds_of(OrderId id) const = 0;      ///< by number
    [[nodiscard]] virtual std::vector<RefundClaim> claims_of(OrderId id) const = 0;  ///< by number
    /// The longest waiting first.
    [[nodiscard]] virtual std::vector<RefundClaim> open_claims(std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::int32_t open_claim_count() const = 0;
    [[nodiscard]] virtual std::optional<Recall> recall(ItemId id) const = 0;
    [[nodiscard]] virtual std::vector<Recall> running_recalls() const = 0;  ///< by item
    /// Delivered ones in which a line of the item is not wholly refunded; the earliest first.
    [[nodiscard]] virtual std::vector<OrderId> orders_to_recall(const Recall& recall,
                                                                std::int32_t limit) const = 0;
    [[nodiscard]] virtual std::optional<Settlement> settlement(OrderId id) const = 0;
    /// Frozen until then or earlier, by frozen_until.
    [[nodiscard]] virtual std::vector<Settlement> settlements_to_release(
        Instant now, std::int32_t limit) const = 0;
    /// When the next commission is free; unset when none is frozen.
    [[nodiscard]] virtual Instant next_release() const = 0;
    [[nodiscard]] virtual std::optional<Supplier> supplier(SupplierId id) const = 0;
    [[nodiscard]] virtual std::optional<Supplier> supplier_named(std::string_view name) const = 0;
    [[nodiscard]] virtual std::vector<Payout> payouts(
        std::int32_t limit) const = 0;  ///< latest first
    /// Since when something has been owed to the account: its first movement after its last payout.
    [[nodiscard]] virtual Instant owed_since(Account account) const = 0;
    /// Latest first.
    [[nodiscard]] virtual std::vector<AccountMove> latest_moves(Account account,
                                                                std::int32_t limit) const = 0;
    /// Of that kind, without the empty ones.
    [[nodiscard]] virtual std::vector<Balance> balances(AccountKind kind) const = 0;
    /// What was booked from `from` until before `to`, in the order of the ledger's chain.
    [[nodiscard]] virtual std::vector<LedgerEntry> entries_between(Instant from,
                                                                   Instant to) const = 0;
    /// The hub's orders up to picking with pieces of the item that were not weighed; the earliest
    /// placed first.
    [[nodiscard]] virtual std::vector<WaitingOrder> orders_waiting_for(HubId hub,
                                                                       ItemId item) const = 0;
    [[nodiscard]] virtual std::optional<Shortage> shortage(ShortageId id) const = 0;
    [[nodiscard]] virtual std::vector<ShortageId> running_shortages() const = 0;
    /// Not applied yet, by order.
    [[nodiscard]] virtual std::vector<ShortageCut> cuts_to_apply(ShortageId id,
                                                                 std::int32_t limit) const = 0;
    /// An unfinished order, or a group that may still make some, has the item.
    [[nodiscard]] virtual bool is_under_way(ItemId id) const = 0;

    [[nodiscard]] virtual std::optional<Post> post(PostId id) const = 0;
    [[nodiscard]] virtual std::vector<Post> posts(std::int32_t limit) const = 0;  ///< newest first
    [[nodiscard]] virtual bool has_post_for(OrderId id) const = 0;
    [[nodiscard]] virtual std::optional<KeptPicture> picture(PictureId id) const = 0;

    [[nodiscard]] virtual Money balance(Account account) const = 0;  ///< zero for unknown accounts

    [[nodiscard]] virtual std::optional<Invite> invite_by_hash(
        std::string_view secret_hash) const = 0;
    [[nodiscard]] virtual std::optional<Invite> invite_by_code(
        std::string_view code_hash) const = 0;
    [[nodiscard]] virtual std::optional<Session> session_by_hash(
        std::string_view token_hash) const = 0;
    [[nodiscard]] virtual std::optional<Session> session(SessionId id) const = 0;
    [[nodiscard]] virtual std::vector<Session> sessions_of(
        MemberId id) const = 0;  ///< seen last first
    /// Unset instants for a household that nothing is kept about.
    [[nodiscard]] virtual HouseholdGuard guard(HouseholdId id) const = 0;
    [[nodiscard]] virtual std::optional<KeptReply> kept_reply(std::string_view key) const = 0;

    [[nodiscard]] virtual std::optional<BuildingCode> building_code_by_hash(
        std::string_view secret_hash) const = 0;
    [[nodiscard]] virtual std::optional<Admission> admission(MemberId id) const = 0;
    [[nodiscard]] virtual std::vector<Admission> admissions() const = 0;  ///< asked first first
    [[nodiscard]] virtual std::vector<HouseholdId> vouchers_of(MemberId id) const = 0;
    /// Asked before that; the earliest first.
    [[nodiscard]] virtual std::vector<MemberId> admissions_before(Instant asked_at,
                                                                  std::int32_t limit) const = 0;

    [[nodiscard]] virtual std::optional<NewPhone> new_phone(MemberId id) const = 0;
    [[nodiscard]] virtual std::optional<NewPhone> new_phone_by_secret(
        std::string_view secret_hash) const = 0;
    [[nodiscard]] virtual std::optional<NewPhone> new_phone_by_claim(
        std::string_view claim_hash) const = 0;
    [[nodiscard]] virtual std::optional<GuestLink> guest_link(GuestLinkId id) const = 0;
    [[nodiscard]] virtual std::optional<GuestLink> guest_link_by_hash(
        std::string_view secret_hash) const = 0;
    [[nodiscard]] virtual std::vector<GuestLink> guest_links_of(
        HouseholdId id) const = 0;  ///< newest first
    [[nodiscard]] virtual std::optional<LinkedIdentity> identity(IdentityId id) const = 0;
    [[nodiscard]] virtual std::optional<LinkedIdentity> identity_of(
        std::string_view issuer, std::string_view subject) const = 0;
    [[nodiscard]] virtual std::vector<LinkedIdentity> identities_of(MemberId id) const = 0;
    [[nodiscard]] virtual std::optional<IdentityFlow> identity_flow(
        std::string_view state_hash) const = 0;
    [[nodiscard]] virtual std::optional<Passkey> passkey(PasskeyId id) const = 0;
    [[nodiscard]] virtual std::optional<Passkey> passkey_by_credential(
        std::string_view credential) const = 0;
    [[nodiscard]] virtual std::vector<Passkey> passkeys_of(MemberId id) const = 0;
    /// Of the sessions that have not ended.
    [[nodiscard]] virtual std::vector<SessionId> live_sessions(Instant now) const = 0;

    [[nodiscard]] virtual std::optional<OnlinePayment> payment(PaymentId id) const = 0;
    [[nodiscard]] virtual std::optional<OnlinePayment> payment_by_reference(
        std::string_view reference) const = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<OnlinePayment> payments_of(HouseholdId id,
                                                                 std::int32_t limit) const = 0;
    /// What the household paid online for that order or group, and has not got back, by id.
    [[nodiscard]] virtual std::vector<OnlinePayment> payments_for(HouseholdId id,
                                                                  std::uint64_t subject) const = 0;
    [[nodiscard]] virtual std::vector<OnlinePayment> payments_to_look_at(
        Instant now, std::int32_t limit) const = 0;  ///< by look_at
    [[nodiscard]] virtual std::vector<PaymentReturn> returns_of(PaymentId id) const = 0;
    [[nodiscard]] virtual std::vector<PaymentReturn> returns_to_look_at(
        Instant now, std::int32_t limit) const = 0;  ///< by look_at
    /// What was paid online stays in this household's wallet when it goes back.
    [[nodiscard]] virtual bool refunds_to_wallet(HouseholdId id) const = 0;

    [[nodiscard]] virtual std::optional<CrowdRide> crowd_ride(CrowdRideId id) const = 0;
    /// That the courier was made for; nothing for the hubs' own.
    [[nodiscard]] virtual std::optional<CrowdRide> crowd_ride_of(CourierId id) const = 0;
    /// Without ended_at: those that last, and vanished ones that wait for the leader; by id.
    [[nodiscard]] virtual std::vector<CrowdRide> running_crowd_rides() const = 0;
    [[nodiscard]] virtual std::vector<CrowdRide> crowd_rides_to_look_at(
        Instant now, std::int32_t limit) const = 0;  ///< by look_at
    /// Of those that were delivered since then, the prices.
    [[nodiscard]] virtual Money crowd_spent_since(Instant from) const = 0;
    /// The latest, whether it still holds or not: is_fresh() says.
    [[nodiscard]] virtual std::optional<CrowdQuote> crowd_quote(HubId hub) const = 0;

    [[nodiscard]] virtual std::optional<Coupon> coupon(CouponId id) const = 0;
    [[nodiscard]] virtual std::optional<Coupon> coupon_by_code(std::string_view code) const = 0;
    [[nodiscard]] virtual std::vector<Coupon> coupons(
        std::int32_t limit) const = 0;  ///< newest first
    [[nodiscard]] virtual std::optional<OrderId> coupon_use(CouponId id,
                                                            HouseholdId household) const = 0;

    // Everything of a household, for its export; oldest first.
    [[nodiscard]] virtual std::vector<Invite> invites_of(MemberId id) const = 0;
    [[nodiscard]] virtual std::vector<KeptPicture> pictures_of(MemberId id) const = 0;
    [[nodiscard]] virtual std::vector<KeptReply> replies_of(MemberId id) const = 0;
    [[nodiscard]] virtual std::vector<GroupShare> shares_of(HouseholdId id) const = 0;
    [[nodiscard]] virtual std::vector<Post> posts_of(HouseholdId id) const = 0;
    [[nodiscard]] virtual std::vector<AccountMove> moves_of(Account account) const = 0;
    [[nodiscard]] virtual std::vector<Event> events_of(HouseholdId id) const = 0;

    [[nodiscard]] virtual std::int64_t last_seq() const = 0;
    [[nodiscard]] virtual std::int64_t first_kept_seq()
        const = 0;  ///< 1 when nothing was dropped yet
    [[nodiscard]] virtual std::vector<Event> events_after(std::int64_t seq,
                                                          std::int32_t limit) const = 0;
};

/// Inside a transaction: sees what it wrote. `put` inserts, or replaces the row with that id.
class Writer : public Reader {
public:
    virtual void put(const Community& community) = 0;
    virtual void put(const Building& building) = 0;
    virtual void put(const Hub& hub) = 0;
    virtual void put(const Household& household) = 0;
    virtual void put(const Member& member) = 0;
    virtual void put(const Courier& courier) = 0;
    virtual void put(const FreshList& list) = 0;
    virtual void put(const Item& item) = 0;
    virtual void remove_item(ItemId id) = 0;
    virtual void put(const GroupBuy& group) = 0;
    virtual void put(const GroupShare& share) = 0;
    virtual void remove_share(GroupId group, HouseholdId household) = 0;
    /// A new order, with an id that no order had before.
    virtual void add(const Order& order) = 0;
    virtual void put(const Order& order) = 0;
    /// The next number of the local day that runs from `start` to `end`; counts from 1, and stays
    /// taken when this transaction commits.
    [[nodiscard]] virtual std::int32_t take_order_number(CivilDate day, Instant start,
                                                         Instant end) = 0;
    virtual void set_arrived_at(OrderId id, Instant at) = 0;  ///< unset: it left the door again
    /// All of the courier's stops; positions count from 0.
    virtual void put_route(CourierId courier, const std::vector<RouteStop>& stops) = 0;
    virtual void put(const CourierAssignment& assignment) = 0;
    virtual void put(const OrderProblem& problem) = 0;
    virtual void put(const Handover& handover) = 0;
    virtual void put(const Refund& refund) = 0;  ///< a new one; its entry is booked before
    virtual void put(const RefundClaim& claim) = 0;
    virtual void put(const Recall& recall) = 0;
    virtual void put(const TimeChange& change) = 0;  ///< a new one
    virtual void put(const Shortage& shortage) = 0;
    virtual void put(const ShortageCut& cut) = 0;
    virtual void put(const Settlement& settlement) = 0;
    virtual void put(const Supplier& supplier) = 0;  ///< a new one
    virtual void put(const Payout& payout) = 0;      ///< a new one; its entry is booked before
    virtual void put_code_pad(HubId hub, const CodePad& pad) = 0;
    virtual void put(const Post& post) = 0;
    virtual void put(const KeptPicture& picture) = 0;
    virtual void put(const Invite& invite) = 0;
    virtual void put(const Session& session) = 0;
    virtual void end_session(SessionId id) = 0;
    virtual void end_invites_of(MemberId id) = 0;      ///< the unused ones that work once
    virtual void rotate_sessions_of(MemberId id) = 0;  ///< sets Session::rotate
    virtual void put(const HouseholdGuard& guard) = 0;
    virtual void put(const BuildingCode& code) = 0;  ///< the building's former one ends
    virtual void put(const Admission& admission) = 0;
    virtual void put(const Coupon& coupon) = 0;
    /// One of its number, for that household's order: coupon_used, or conditional in one statement
    /// coupon_gone.
    [[nodiscard]] virtual Result<void> take_coupon(const CouponUse& use) = 0;
    virtual void give_back_coupon(const CouponUse& use) = 0;  ///< nothing when it is not taken so
    virtual void put(const OnlinePayment& payment) = 0;
    virtual void put(const PaymentReturn& back) = 0;
    virtual void set_refunds_to_wallet(HouseholdId id, bool to_wallet) = 0;
    virtual void add(const CrowdRide& ride) = 0;  ///< a new one, with its orders
    virtual void put(const CrowdRide& ride) = 0;  ///< without its orders, which stay
    virtual void put(const CrowdQuote& quote) = 0;
    virtual void put(const NewPhone& phone) = 0;  ///< the member's former one goes
    virtual void put(const GuestLink& link) = 0;
    virtual void end_guest_link(GuestLinkId id) = 0;
    virtual void put(const LinkedIdentity& identity) = 0;
    virtual void end_identity(IdentityId id) = 0;
    virtual void put(const IdentityFlow& flow) = 0;
    virtual void end_identity_flow(std::string_view state_hash) = 0;
    virtual void put(const Passkey& passkey) = 0;
    virtual void end_passkey(PasskeyId id) = 0;
    /// Identities, flows and passkeys: the phone that they were added on may be in other hands.
    virtual void end_sign_in_ways_of(MemberId id) = 0;
    virtual void vouch(MemberId id, HouseholdId voucher, Instant at) = 0;  ///< twice is once
    /// The admission and its vouches go; the member stays.
    virtual void end_admission(MemberId id) = 0;
    /// A member that nothing but sessions and invites belongs to goes, with these.
    virtual void remove_member(MemberId id) = 0;
    /// Blanks names, phone, door and notes of the household, its members and orders; drops its
    /// posts, pictures' rows, invites, sessions and kept replies; empties the kept events that are
    /// for it or name it. Ids, sums and the ledger stay.
    virtual void forget(const Household& household, std::string_view pseudonym) = 0;
    virtual void put(const KeptReply& reply) = 0;
    /// The same for a body that need not be there yet; the one in `head` is ignored.
    virtual void put(const KeptReply& head, LateBody body) = 0;

    /// Counted stock. sold_out when on_hand would be below what is reserved.
    [[nodiscard]] virtual Result<void> set_on_hand(HubId hub, ItemId item, Pieces on_hand) = 0;
    /// Conditional, in one statement: sold_out when fewer are available. Negative gives back.
    [[nodiscard]] virtual Result<void> reserve(HubId hub, ItemId item, Pieces pieces) = 0;
    /// Reserved goods leave the shop: on_hand and reserved both fall.
    [[nodiscard]] virtual Result<void> take_out(HubId hub, ItemId item, Pieces pieces) = 0;
    /// They are back, still reserved: both rise. sold_out for a shelf that there is not.
    [[nodiscard]] virtual Result<void> put_back(HubId hub, ItemId item, Pieces pieces) = 0;

    /// Appends a checked entry and moves the balances. insufficient_funds when a balance that must
    /// not be negative would be.
    [[nodiscard]] virtual Result<void> post_entry(const LedgerEntry& entry) = 0;

    /// Deletes what Housekeeping says; the number of rows that went.
    virtual std::int32_t drop_old(const Housekeeping& what) = 0;

    /// Queues an event; its seq follows the last one without a gap when this transaction commits,
    /// and not before does last_seq or events_after know of it.
    virtual void emit(Event event) = 0;

    template <class E>
    void emit_event(const E& message, api::Audience audience, std::uint64_t subject, Instant at);
};

/// Thrown by the store for what no rule foresees: disk full, file damaged, engine gone.
class StoreFailure;

class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` in a transaction and returns its result after the commit is safe on disk. A
    /// refusal rolls this work back and nothing else: works of several callers may be committed
    /// together. `work` may run again from the start and must have no effect but through the
    /// writer.
    [[nodiscard]] virtual Result<void> transact(
        CommunityId community, const std::function<Result<void>(Writer&)>& work) = 0;
    /// Never waits for a writer.
    virtual void read(CommunityId community,
                      const std::function<void(const Reader&)>& work) const = 0;

    [[nodiscard]] virtual std::vector<Community> communities() const = 0;  ///< by id
    [[nodiscard]] virtual std::optional<CommunityId> community_of(GroupId id) const = 0;
    [[nodiscard]] virtual std::optional<CommunityId> community_of(OrderId id) const = 0;
    [[nodiscard]] virtual std::optional<CommunityId> community_of(ItemId id) const = 0;
    [[nodiscard]] virtual std::optional<CommunityId> community_of(PostId id) const = 0;
    [[nodiscard]] virtual std::optional<CommunityId> community_of(PictureId id) const = 0;

    /// Called on the writer's thread after each commit with events, in seq order per community.
    /// Must return at once.
    using Listener = std::function<void(CommunityId, const std::vector<Event>&)>;
    virtual void on_events(Listener listener) = 0;
    /// Another number than before once a session or a member was changed: at the latest when the
    /// change is answered; when another process made it, about a second later. Whoever remembers a
    /// session asks for it first, then reads.
    [[nodiscard]] virtual std::uint64_t people_version() const noexcept = 0;

    /// Broken invariants in words, none when all hold: gapless seq, stock, balances against
    /// postings, entries that sum to zero, groups against shares, orders against lines.
    [[nodiscard]] virtual std::vector<std::string> broken_invariants() const = 0;
    /// A consistent copy into a new file, while serving. Given up, with StoreFailure, as soon as
    /// `goes_on` (may be empty) says false.
    virtual void backup_to(const std::string& path, const std::function<bool()>& goes_on) const = 0;
};

}  // namespace louxia::app
