#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/store.hpp"
#include "server/store/known.hpp"
#include "server/store/query.hpp"

namespace louxia::store {

/// One community seen through one connection: the writer's in a transaction, or a reader's, which
/// is handed out as app::Reader only. Its functions stand in view_*.cpp by subject.
class SqlView final : public app::Writer {
public:
    /// `known` outlives the view; without one it remembers what it read for itself.
    SqlView(Connection& connection, CommunityId community, Known* known = nullptr)
        : connection_(connection),
          community_(community),
          known_(known == nullptr ? own_known_ : *known) {}
    SqlView(const SqlView&) = delete;
    SqlView& operator=(const SqlView&) = delete;

    /// Gives what was emitted through this view its seq, and writes it. At the end of a work; what
    /// is known has to be flushed before the commit.
    [[nodiscard]] std::vector<app::Event> write_events();
    /// A session or a member: who asks with a session may be somebody else now.
    [[nodiscard]] bool wrote_people() const noexcept { return wrote_people_; }

    // view_places.cpp
    [[nodiscard]] CommunityId community_id() const override { return community_; }
    [[nodiscard]] const Community& community() const override;
    [[nodiscard]] std::int32_t way_m(const Hub& from, const Building& to) const override;
    [[nodiscard]] std::vector<Building> buildings() const override;
    [[nodiscard]] std::optional<Building> building(BuildingId id) const override;
    [[nodiscard]] std::vector<Hub> hubs() const override;
    [[nodiscard]] std::optional<Hub> hub(HubId id) const override;
    void put(const Community& community) override;
    void put(const Building& building) override;
    void put(const Hub& hub) override;

    // view_people.cpp
    [[nodiscard]] std::vector<Household> households() const override;
    [[nodiscard]] std::optional<Household> household(HouseholdId id) const override;
    [[nodiscard]] std::optional<Member> member(MemberId id) const override;
    [[nodiscard]] std::vector<Member> members_of(HouseholdId id) const override;
    [[nodiscard]] std::vector<Member> staff() const override;
    [[nodiscard]] std::vector<Courier> couriers() const override;
    [[nodiscard]] std::optional<Courier> courier(CourierId id) const override;
    void put(const Household& household) override;
    void put(const Member& member) override;
    void put(const Courier& courier) override;

    // view_lists.cpp
    [[nodiscard]] std::optional<FreshList> list_on(CivilDate date) const override;
    [[nodiscard]] std::optional<FreshList> list(ListId id) const override;
    [[nodiscard]] std::optional<FreshList> latest_published_list() const override;
    [[nodiscard]] std::vector<FreshList> drafts_due(Instant now) const override;
    [[nodiscard]] std::vector<Item> items_of(ListId id) const override;
    [[nodiscard]] std::optional<Item> item(ItemId id) const override;
    [[nodiscard]] std::vector<Stock> stock_of_item(ItemId id) const override;
    [[nodiscard]] std::vector<Stock> stock_of_list(ListId id) const override;
    void put(const FreshList& list) override;
    void put(const Item& item) override;
    void remove_item(ItemId id) override;
    [[nodiscard]] Result<void> set_on_hand(HubId hub, ItemId item, Pieces on_hand) override;
    [[nodiscard]] Result<void> reserve(HubId hub, ItemId item, Pieces pieces) override;
    [[nodiscard]] Result<void> take_out(HubId hub, ItemId item, Pieces pieces) override;
    [[nodiscard]] Result<void> put_back(HubId hub, ItemId item, Pieces pieces) override;

    // view_groups.cpp
    [[nodiscard]] std::optional<GroupBuy> group(GroupId id) const override;
    [[nodiscard]] std::vector<GroupBuy> groups_since(Instant ended_after) const override;
    [[nodiscard]] std::vector<GroupBuy> groups_to_fail(Instant now) const override;
    [[nodiscard]] std::vector<GroupShare> shares(GroupId id) const override;
    [[nodiscard]] std::vector<GroupShare> held_shares(GroupId id,
                                                      std::int32_t limit) const override;
    [[nodiscard]] std::vector<GroupId> groups_to_end() const override;
    [[nodiscard]] std::optional<GroupShare> share(GroupId id, HouseholdId household) const override;
    [[nodiscard]] std::int32_t share_count(GroupId id) const override;
    [[nodiscard]] std::vector<GroupId> open_shares_of(HouseholdId household) const override;
    void put(const GroupBuy& group) override;
    void put(const GroupShare& share) override;
    void remove_share(GroupId group, HouseholdId household) override;

    // view_orders.cpp
    [[nodiscard]] std::optional<Order> order(OrderId id) const override;
    [[nodiscard]] std::vector<Order> orders_of(HouseholdId id, std::int32_t limit) const override;
    [[nodiscard]] std::vector<Order> running_orders() const override;
    [[nodiscard]] app::OrdersAhead orders_ahead(HubId hub, Instant groups_due_by) const override;
    [[nodiscard]] std::vector<Order> orders_without_courier(std::int32_t limit) const override;
    [[nodiscard]] std::vector<CourierId> busy_couriers() const override;
    [[nodiscard]] std::vector<Order> orders_to_compensate(Instant due_by,
                                                          std::int32_t limit) const override;
    [[nodiscard]] std::vector<Order> orders_past_estimate(Instant at,
                                                          std::int32_t limit) const override;
    [[nodiscard]] std::vector<Order> running_orders_of(HubId id) const override;
    [[nodiscard]] std::vector<Order> running_orders_of(CourierId id) const override;
    [[nodiscard]] std::vector<Order> orders_of(GroupId id) const override;
    [[nodiscard]] std::vector<Order> orders_placed_between(Instant from, Instant to) const override;
    [[nodiscard]] std::vector<Order> delivered_since(Instant placed_from,
                                                     std::int32_t limit) const override;
    [[nodiscard]] std::optional<Order> order_with_code(HubId hub,
                                                       std::string_view code) const override;
    [[nodiscard]] std::vector<std::string> codes_waiting_at(HubId hub) const override;
    [[nodiscard]] std::int32_t order_count_of(HouseholdId id) const override;
    [[nodiscard]] CodePad code_pad(HubId hub) const override;
    [[nodiscard]] Instant arrived_at(OrderId id) const override;
    void add(const Order& order) override;
    void put(const Order& order) override;
    [[nodiscard]] std::int32_t take_order_number(CivilDate day, Instant start,
                                                 Instant end) override;
    void set_arrived_at(OrderId id, Instant at) override;
    void put_code_pad(HubId hub, const CodePad& pad) override;

    // view_dispatch.cpp
    [[nodiscard]] std::vector<app::PlacedDelivery> deliveries_placed(
        Instant from, std::int32_t limit) const override;
    [[nodiscard]] std::vector<RouteStop> route_stops() const override;
    [[nodiscard]] std::vector<RouteStop> route_stops_of(CourierId id) const override;
    [[nodiscard]] std::vector<CourierAssignment> assignments_of(OrderId id) const override;
    [[nodiscard]] std::vector<CourierAssignment> assignments_since(
        Instant from, std::int32_t limit) const override;
    [[nodiscard]] std::optional<Handover> handover(OrderId id) const override;
    [[nodiscard]] std::vector<OrderProblem> problems_of(OrderId id) const override;
    [[nodiscard]] std::vector<OrderProblem> open_problems() const override;
    [[nodiscard]] std::vector<std::int64_t> quote_errors_ms(PromiseClass kind, Instant placed_from,
                                                            std::int32_t limit) const override;
    void put_route(CourierId courier, const std::vector<RouteStop>& stops) override;
    void put(const CourierAssignment& assignment) override;
    void put(const OrderProblem& problem) override;
    void put(const Handover& handover) override;

    // view_refunds.cpp
    [[nodiscard]] std::vector<Refund> refunds_of(OrderId id) const override;
    [[nodiscard]] std::vector<RefundClaim> claims_of(OrderId id) const override;
    [[nodiscard]] std::vector<RefundClaim> open_claims(std::int32_t limit) const override;
    [[nodiscard]] std::int32_t open_claim_count() const override;
    [[nodiscard]] std::optional<Recall> recall(ItemId id) const override;
    [[nodiscard]] std::vector<Recall> running_recalls() const override;
    [[nodiscard]] std::vector<OrderId> orders_to_recall(const Recall& recall,
                                                        std::int32_t limit) const override;
    [[nodiscard]] bool is_under_way(ItemId id) const override;
    void put(const Refund& refund) override;
    void put(const RefundClaim& claim) override;
    void put(const Recall& recall) override;

    // view_times.cpp
    [[nodiscard]] std::vector<GroupShare> waiting_shares_of(HouseholdId household) const override;
    [[nodiscard]] std::vector<Order> delivered_before(Instant placed_at, OrderId order,
                                                      std::int32_t limit) const override;
    [[nodiscard]] std::vector<Order> orders_numbered(std::int32_t number, Instant since,
                                                     std::int32_t limit) const override;
    [[nodiscard]] std::vector<OrderId> orders_to_move(std::int32_t limit) const override;
    [[nodiscard]] std::optional<app::TimeChange> time_change(GroupId group,
                                                             OrderId order) const override;
    void put(const app::TimeChange& change) override;

    // view_shortages.cpp
    [[nodiscard]] std::vector<app::WaitingOrder> orders_waiting_for(HubId hub,
                                                                    ItemId item) const override;
    [[nodiscard]] std::optional<Shortage> shortage(ShortageId id) const override;
    [[nodiscard]] std::vector<ShortageId> running_shortages() const override;
    [[nodiscard]] std::vector<ShortageCut> cuts_to_apply(ShortageId id,
                                                         std::int32_t limit) const override;
    void put(const Shortage& shortage) override;
    void put(const ShortageCut& cut) override;

    // view_settlements.cpp
    [[nodiscard]] std::optional<Settlement> settlement(OrderId id) const override;
    [[nodiscard]] std::vector<Settlement> settlements_to_release(Instant now,
                                                                 std::int32_t limit) const override;
    [[nodiscard]] Instant next_release() const override;
    [[nodiscard]] std::optional<Supplier> supplier(SupplierId id) const override;
    [[nodiscard]] std::optional<Supplier> supplier_named(std::string_view name) const override;
    [[nodiscard]] std::vector<Payout> payouts(std::int32_t limit) const override;
    [[nodiscard]] Instant owed_since(Account account) const override;
    [[nodiscard]] std::vector<app::AccountMove> latest_moves(Account account,
                                                             std::int32_t limit) const override;
    [[nodiscard]] std::vector<app::Balance> balances(AccountKind kind) const override;
    [[nodiscard]] std::vector<LedgerEntry> entries_between(Instant from, Instant to) const override;
    void put(const Settlement& settlement) override;
    void put(const Supplier& supplier) override;
    void put(const Payout& payout) override;

    // view_posts.cpp
    [[nodiscard]] std::optional<Post> post(PostId id) const override;
    [[nodiscard]] std::vector<Post> posts(std::int32_t limit) const override;
    [[nodiscard]] bool has_post_for(OrderId id) const override;
    [[nodiscard]] std::optional<app::KeptPicture> picture(PictureId id) const override;
    void put(const Post& post) override;
    void put(const app::KeptPicture& picture) override;

    // view_sessions.cpp
    [[nodiscard]] std::optional<app::Invite> invite_by_hash(
        std::string_view secret_hash) const override;
    [[nodiscard]] std::optional<app::Session> session_by_hash(
        std::string_view token_hash) const override;
    [[nodiscard]] std::optional<app::Invite> invite_by_code(
        std::string_view code_hash) const override;
    [[nodiscard]] std::optional<app::Session> session(SessionId id) const override;
    [[nodiscard]] std::vector<app::Session> sessions_of(MemberId id) const override;
    [[nodiscard]] HouseholdGuard guard(HouseholdId id) const override;
    [[nodiscard]] std::optional<app::KeptReply> kept_reply(std::string_view key) const override;
    void put(const app::Invite& invite) override;
    void put(const app::Session& session) override;
    void end_session(SessionId id) override;
    void end_invites_of(MemberId id) override;
    void rotate_sessions_of(MemberId id) override;
    void put(const HouseholdGuard& guard) override;
    void put(const app::KeptReply& reply) override;
    void put(const app::KeptReply& head, app::LateBody body) override;

    [[nodiscard]] std::vector<SessionId> live_sessions(Instant now) const override;

    // view_new_phones.cpp
    [[nodiscard]] std::optional<NewPhone> new_phone(MemberId id) const override;
    [[nodiscard]] std::optional<NewPhone> new_phone_by_secret(
        std::string_view secret_hash) const override;
    [[nodiscard]] std::optional<NewPhone> new_phone_by_claim(
        std::string_view claim_hash) const override;
    void put(const NewPhone& phone) override;
    [[nodiscard]] std::optional<GuestLink> guest_link(GuestLinkId id) const override;
    [[nodiscard]] std::optional<GuestLink> guest_link_by_hash(
        std::string_view secret_hash) const override;
    [[nodiscard]] std::vector<GuestLink> guest_links_of(HouseholdId id) const override;
    void put(const GuestLink& link) override;
    void end_guest_link(GuestLinkId id) override;

    // view_sign_in_ways.cpp
    [[nodiscard]] std::optional<LinkedIdentity> identity(IdentityId id) const override;
    [[nodiscard]] std::optional<LinkedIdentity> identity_of(
        std::string_view issuer, std::string_view subject) const override;
    [[nodiscard]] std::vector<LinkedIdentity> identities_of(MemberId id) const override;
    [[nodiscard]] std::optional<IdentityFlow> identity_flow(
        std::string_view state_hash) const override;
    [[nodiscard]] std::optional<Passkey> passkey(PasskeyId id) const override;
    [[nodiscard]] std::optional<Passkey> passkey_by_credential(
        std::string_view credential) const override;
    [[nodiscard]] std::vector<Passkey> passkeys_of(MemberId id) const override;
    void put(const LinkedIdentity& identity) override;
    void end_identity(IdentityId id) override;
    void put(const IdentityFlow& flow) override;
    void end_identity_flow(std::string_view state_hash) override;
    void put(const Passkey& passkey) override;
    void end_passkey(PasskeyId id) override;
    void end_sign_in_ways_of(MemberId id) override;

    // view_admissions.cpp
    [[nodiscard]] std::optional<app::BuildingCode> building_code_by_hash(
        std::string_view secret_hash) const override;
    [[nodiscard]] std::optional<Admission> admission(MemberId id) const override;
    [[nodiscard]] std::vector<Admission> admissions() const override;
    [[nodiscard]] std::vector<HouseholdId> vouchers_of(MemberId id) const override;
    void put(const app::BuildingCode& code) override;
    void put(const Admission& admission) override;
    [[nodiscard]] std::vector<MemberId> admissions_before(Instant asked_at,
                                                          std::int32_t limit) const override;
    void vouch(MemberId id, HouseholdId voucher, Instant at) override;
    void end_admission(MemberId id) override;
    void remove_member(MemberId id) override;

    // view_payments.cpp
    [[nodiscard]] std::optional<OnlinePayment> payment(PaymentId id) const override;
    [[nodiscard]] std::optional<OnlinePayment> payment_by_reference(
        std::string_view reference) const override;
    [[nodiscard]] std::vector<OnlinePayment> payments_of(HouseholdId id,
                                                         std::int32_t limit) const override;
    [[nodiscard]] std::vector<OnlinePayment> payments_for(HouseholdId id,
                                                          std::uint64_t subject) const override;
    [[nodiscard]] std::vector<OnlinePayment> payments_to_look_at(Instant now,
                                                                 std::int32_t limit) const override;
    [[nodiscard]] std::vector<PaymentReturn> returns_of(PaymentId id) const override;
    [[nodiscard]] std::vector<PaymentReturn> returns_to_look_at(Instant now,
                                                                std::int32_t limit) const override;
    [[nodiscard]] bool refunds_to_wallet(HouseholdId id) const override;
    void put(const OnlinePayment& payment) override;
    void put(const PaymentReturn& back) override;
    void set_refunds_to_wallet(HouseholdId id, bool to_wallet) override;

    // view_crowd.cpp
    [[nodiscard]] std::optional<CrowdRide> crowd_ride(CrowdRideId id) const override;
    [[nodiscard]] std::optional<CrowdRide> crowd_ride_of(CourierId id) const override;
    [[nodiscard]] std::vector<CrowdRide> running_crowd_rides() const override;
    [[nodiscard]] std::vector<CrowdRide> crowd_rides_to_look_at(Instant now,
                                                                std::int32_t limit) const override;
    [[nodiscard]] Money crowd_spent_since(Instant from) const override;
    [[nodiscard]] std::optional<CrowdQuote> crowd_quote(HubId hub) const override;
    void add(const CrowdRide& ride) override;
    void put(const CrowdRide& ride) override;
    void put(const CrowdQuote& quote) override;

    // view_coupons.cpp
    [[nodiscard]] std::optional<Coupon> coupon(CouponId id) const override;
    [[nodiscard]] std::optional<Coupon> coupon_by_code(std::string_view code) const override;
    [[nodiscard]] std::vector<Coupon> coupons(std::int32_t limit) const override;
    [[nodiscard]] std::optional<OrderId> coupon_use(CouponId id,
                                                    HouseholdId household) const override;
    void put(const Coupon& coupon) override;
    [[nodiscard]] Result<void> take_coupon(const CouponUse& use) override;
    void give_back_coupon(const CouponUse& use) override;

    // view_own_data.cpp
    [[nodiscard]] std::vector<app::Invite> invites_of(MemberId id) const override;
    [[nodiscard]] std::vector<app::KeptPicture> pictures_of(MemberId id) const override;
    [[nodiscard]] std::vector<app::KeptReply> replies_of(MemberId id) const override;
    [[nodiscard]] std::vector<GroupShare> shares_of(HouseholdId id) const override;
    [[nodiscard]] std::vector<Post> posts_of(HouseholdId id) const override;
    [[nodiscard]] std::vector<app::AccountMove> moves_of(Account account) const override;
    [[nodiscard]] std::vector<app::Event> events_of(HouseholdId id) const override;
    void forget(const Household& household, std::string_view pseudonym) override;

    // view_ledger.cpp
    [[nodiscard]] Money balance(Account account) const override;
    [[nodiscard]] Result<void> post_entry(const LedgerEntry& entry) override;

    // view_events.cpp
    [[nodiscard]] std::int64_t last_seq() const override;
    [[nodiscard]] std::int64_t first_kept_seq() const override;
    [[nodiscard]] std::vector<app::Event> events_after(std::int64_t seq,
                                                       std::int32_t limit) const override;
    void emit(app::Event event) override;
    std::int32_t drop_old(const app::Housekeeping& what) override;

private:
    [[nodiscard]] std::optional<std::int64_t>& known_balance_fen(Account account) const;
    [[nodiscard]] Known::OwnOrders& known_own_orders(HouseholdId id) const;
    /// A new order is its household's latest one from now on.
    void count_own(const Order& order);
    [[nodiscard]] Result<void> check_movement(Account account, std::int64_t amount_fen) const;
    void move_balance(Account account, std::int64_t amount_fen);

    [[nodiscard]] Known::Of& known() const { return known_.of(community_); }
    [[nodiscard]] const Community& known_community() const;
    [[nodiscard]] const std::vector<Hub>& known_hubs() const;
    [[nodiscard]] const std::vector<Building>& known_buildings() const;
    [[nodiscard]] const std::vector<Courier>& known_couriers() const;
    [[nodiscard]] std::vector<Known::Queue>& known_queues() const;
    [[nodiscard]] Known::Seq& known_seq() const;
    void count_in_queue(const Order& order, std::int32_t times);
    void write_lines(const Order& order);
    void forget_events(HouseholdId id, const std::vector<std::string>& names);
    /// Runs a statement on one row of stock, and `change` on what is remembered of it; sold_out
    /// when there was no such row.
    template <class Change>
    [[nodiscard]] Result<void> change_stock(std::string_view sql, HubId hub, ItemId item,
                                            Pieces pieces, Change&& change);

    Connection& connection_;
    CommunityId community_;
    mutable Known own_known_;
    Known& known_;
    bool wrote_people_ = false;
    std::vector<app::Event> emitted_;  ///< without a seq until write_events
};

}  // namespace louxia::store
