#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "server/app/context.hpp"
#include "server/app/invites.hpp"
#include "server/app/keep_picture.hpp"
#include "shared/api/all.hpp"

/// Every use case, one function each, in the file named after it or after its family. A change
/// takes the Writer of the transaction that the transport opened (see change.hpp), a read a Reader.
/// Foreign and absent things are the same not_found.
namespace louxia::app {

// session.cpp
struct SignedIn {
    api::MeView me;
    std::string token;  ///< 256 bits for the cookie; only its hash is kept
    Instant ends_at;
};
/// What the store knows an invite by; one of the two is empty.
struct InviteProof {
    std::string secret_hash;
    std::string code_hash;
};
/// Slow for a typed code, so before the transaction. The request has passed its check().
[[nodiscard]] InviteProof proof_of(const Context& context, CommunityId community,
                                   const api::SignIn::Request& request);
/// Exchanges an invite for a session on a device ("Android · Chrome"). not_found for unknown, used
/// and ended ones.
[[nodiscard]] Result<SignedIn> sign_in(Context& context, const InviteProof& proof,
                                       std::string_view device, Writer& writer);
/// Who holds this token. Unset: unknown or ended. `renew` asks for renew_session, at most hourly.
struct FoundSession {
    Caller caller;
    bool renew = false;
};
[[nodiscard]] std::optional<FoundSession> find_session(const Context& context, const Reader& reader,
                                                       std::string_view token);
/// Its two halves, for who remembers what was read: the rows, and what they are worth now.
struct SessionRows {
    Session session;
    Member member;
};
[[nodiscard]] std::optional<SessionRows> read_session(const Reader& reader,
                                                      std::string_view token_hash);
[[nodiscard]] std::optional<FoundSession> judge_session(const SessionRows& rows,
                                                        CommunityId community, Instant now);
/// A new session of that member.
[[nodiscard]] SignedIn begin_session(Context& context, const Member& member,
                                     std::string_view device, Writer& writer);
/// The session slides: 180 days from now. One whose member's rights have changed (Session::rotate)
/// goes on as a new one; what the old token still opens it opens for a minute, so that requests
/// under way arrive. Unset: unknown or ended.
struct RenewedSession {
    SessionId id;
    std::string token;  ///< the same one, or the new one
    Instant ends_at;
};
[[nodiscard]] std::optional<RenewedSession> renew_session(Context& context, std::string_view token,
                                                          Writer& writer);

[[nodiscard]] Result<api::Nothing> sign_out(Context&, const Caller&, const api::Nothing&, Writer&);
[[nodiscard]] Result<api::MeView> get_me(const Context&, const Caller&, const api::Nothing&,
                                         const Reader&);

// devices.cpp
[[nodiscard]] Result<api::ListDevices::Response> list_devices(const Context&, const Caller&,
                                                              const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::ListDevices::Response> end_device(Context&, const Caller&,
                                                            const api::EndDevice::Request&,
                                                            Writer&);
[[nodiscard]] Result<api::ListDevices::Response> end_other_devices(Context&, const Caller&,
                                                                   const api::Nothing&, Writer&);
[[nodiscard]] Result<api::ListDevices::Response> list_staff_devices(const Context&, const Caller&,
                                                                    const api::Nothing&,
                                                                    const Reader&);
[[nodiscard]] Result<api::ListDevices::Response> end_staff_device(Context&, const Caller&,
                                                                  const api::EndDevice::Request&,
                                                                  Writer&);

// own_data.cpp
[[nodiscard]] Result<api::Nothing> forget_household(Context&, const Caller&,
                                                    const api::ForgetHousehold::Request&, Writer&);

// admissions.cpp
[[nodiscard]] Result<api::MakeBuildingCode::Response> make_building_code(
    Context&, const Caller&, const api::MakeBuildingCode::Request&, Writer&);
/// The session that waits; see api::AskIn.
[[nodiscard]] Result<SignedIn> ask_in(Context& context, const api::AskIn::Request& request,
                                      std::string_view device, Writer& writer);
[[nodiscard]] Result<api::ListAdmissions::Response> list_admissions(const Context&, const Caller&,
                                                                    const api::Nothing&,
                                                                    const Reader&);
[[nodiscard]] Result<api::ListAdmissions::Response> admit(Context&, const Caller&,
                                                          const api::Admit::Request&, Writer&);
[[nodiscard]] Result<api::ListAdmissions::Response> turn_away(Context&, const Caller&,
                                                              const api::Admit::Request&, Writer&);

// new_phone.cpp
[[nodiscard]] Result<api::OfferPhone::Response> offer_phone(Context&, const Caller&,
                                                            const api::Nothing&, Writer&);
[[nodiscard]] Result<api::GetNewPhone::Response> get_new_phone(const Context&, const Caller&,
                                                               const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::GetNewPhone::Response> confirm_phone(Context&, const Caller&,
                                                               const api::ConfirmPhone::Request&,
                                                               Writer&);
/// What it wrote has to be committed also when it refuses: a code opened twice is ended.
[[nodiscard]] Result<api::ClaimPhone::Response> claim_phone(Context& context,
                                                            const api::ClaimPhone::Request& request,
                                                            std::string_view device,
                                                            Writer& writer);
/// wrong_state while the old phone has not said yet: nothing to write.
[[nodiscard]] Result<void> check_finish(const Context& context,
                                        const api::FinishPhone::Request& request,
                                        const Reader& reader);
[[nodiscard]] Result<SignedIn> finish_phone(Context& context,
                                            const api::FinishPhone::Request& request,
                                            Writer& writer);

// guests.cpp
[[nodiscard]] Result<api::ListGuestLinks::Response> list_guest_links(const Context&, const Caller&,
                                                                     const api::Nothing&,
                                                                     const Reader&);
[[nodiscard]] Result<api::MakeGuestLink::Response> make_guest_link(
    Context&, const Caller&, const api::MakeGuestLink::Request&, Writer&);
[[nodiscard]] Result<api::ListGuestLinks::Response> end_guest_link(
    Context&, const Caller&, const api::EndGuestLink::Request&, Writer&);
[[nodiscard]] Result<api::OpenGuestLink::Response> open_guest_link(
    const Context& context, const api::OpenGuestLink::Request& request, const Reader& reader);
/// The session that waits, as ask_in's.
[[nodiscard]] Result<SignedIn> ask_as_guest(Context& context,
                                            const api::AskAsGuest::Request& request,
                                            std::string_view device, Writer& writer);

// identities.cpp
[[nodiscard]] Result<api::ListIdentities::Response> list_identities(const Context&, const Caller&,
                                                                    const api::Nothing&,
                                                                    const Reader&);
[[nodiscard]] Result<api::ListIdentities::Response> end_identity(Context&, const Caller&,
                                                                 const api::EndIdentity::Request&,
                                                                 Writer&);
/// A sign-in at the provider. All of it comes from `secret`, which the browser alone keeps (a
/// cookie): the state, the nonce and the verifier; the store keeps the state's hash.
struct IdentityStart {
    std::string url;     ///< where the browser goes
    std::string secret;  ///< for the cookie, `identity_flow_ms` long
};
/// With `link`, for the caller's member; else to sign in. not_found without a provider.
[[nodiscard]] Result<IdentityStart> begin_identity(Context& context, const Caller& caller,
                                                   bool link, const std::string& redirect_uri,
                                                   Writer& writer);
/// What the browser brought back. The flow ends with this, whatever comes of it. Refused: not_found
/// for a state that is not this browser's, unknown, used or ended.
[[nodiscard]] Result<IdentityFlow> take_identity_flow(const Context& context,
                                                      std::string_view secret,
                                                      std::string_view state, Writer& writer);
/// Asks the provider, outside a transaction; see IdentityProvider::subject_of.
[[nodiscard]] Result<std::string> ask_identity(const Context& context, std::string_view secret,
                                               const std::string& code,
                                               const std::string& redirect_uri);
/// Links the subject to the member whose session began the flow. Refused: not_signed_in when that
/// session has ended, conflict when the subject is another member's.
[[nodiscard]] Result<void> link_identity(Context& context, const IdentityFlow& flow,
                                         const std::string& subject, Writer& writer);
/// Signs in the member that the subject is linked to; not_found when it is linked to none.
[[nodiscard]] Result<SignedIn> sign_in_by_identity(Context& context, const std::string& subject,
                                                   std::string_view device, Writer& writer);

// passkeys.cpp
/// Where a passkey works: it says both itself, signed.
struct PasskeySite {
    std::string id;      ///< the relying party's: a host
    std::string origin;  ///< "https://louxia.example"
};
[[nodiscard]] Result<api::ListPasskeys::Response> list_passkeys(const Context&, const Caller&,
                                                                const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::ListPasskeys::Response> end_passkey(Context&, const Caller&,
                                                              const api::EndPasskey::Request&,
                                                              Writer&);
/// The challenge that the signed bytes name. Refused with invalid_value "client_data": of another
/// kind ("webauthn.get"), from another origin or from inside another site's page.
[[nodiscard]] Result<std::string> challenge_in(const PasskeySite& site, std::string_view kind,
                                               std::string_view client_data);
[[nodiscard]] Result<Passkey> read_passkey(const Context& context, const PasskeySite& site,
                                           const api::AddPasskey::Request& request);
[[nodiscard]] Result<api::ListPasskeys::Response> add_passkey(Context& context,
                                                              const Caller& caller, Passkey passkey,
                                                              std::string_view device,
                                                              Writer& writer);
/// not_found for whatever is wrong, a count that did not go on among it.
[[nodiscard]] Result<SignedIn> sign_in_by_passkey(Context& context, const PasskeySite& site,
                                                  const api::PasskeySignIn::Request& request,
                                                  std::string_view device, Writer& writer);

// home.cpp
[[nodiscard]] Result<api::GetHome::Response> get_home(const Context&, const Caller&,
                                                      const api::Nothing&, const Reader&);

// group.cpp, group_join.cpp
[[nodiscard]] Result<api::GroupView> get_group(const Context&, const Caller&,
                                               const api::GetGroup::Request&, const Reader&);
[[nodiscard]] Result<api::GroupView> join_group(Context&, const Caller&,
                                                const api::GetGroup::Request&, Writer&);
[[nodiscard]] Result<api::GroupView> leave_group(Context&, const Caller&,
                                                 const api::GetGroup::Request&, Writer&);
[[nodiscard]] Result<api::GroupView> open_group(Context&, const Caller&,
                                                const api::OpenGroup::Request&, Writer&);
[[nodiscard]] Result<api::GroupView> cancel_group(Context&, const Caller&,
                                                  const api::GetGroup::Request&, Writer&);

[[nodiscard]] Result<api::GroupView> close_group(Context&, const Caller&,
                                                 const api::GetGroup::Request&, Writer&);

// place_order.cpp
[[nodiscard]] Result<api::QuoteOrder::Response> quote_order(const Context&, const Caller&,
                                                            const api::QuoteOrder::Request&,
                                                            const Reader&);
[[nodiscard]] Result<api::OrderView> place_order(Context&, const Caller&,
                                                 const api::PlaceOrder::Request&, Writer&);

// change_order.cpp
[[nodiscard]] Result<api::QuoteChange::Response> quote_change(const Context&, const Caller&,
                                                              const api::QuoteChange::Request&,
                                                              const Reader&);
[[nodiscard]] Result<api::OrderView> change_order(Context&, const Caller&,
                                                  const api::ChangeOrder::Request&, Writer&);

// own_orders.cpp
[[nodiscard]] Result<api::ListOrders::Response> list_orders(const Context&, const Caller&,
                                                            const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::OrderView> get_order(const Context&, const Caller&,
                                               const api::GetOrder::Request&, const Reader&);
[[nodiscard]] Result<api::OrderView> cancel_order(Context&, const Caller&,
                                                  const api::GetOrder::Request&, Writer&);
[[nodiscard]] Result<api::OrderView> collect_order(Context&, const Caller&,
                                                   const api::GetOrder::Request&, Writer&);

// posts.cpp, keep_picture.cpp
[[nodiscard]] Result<api::GetFeed::Response> get_feed(const Context&, const Caller&,
                                                      const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::PostView> add_post(Context&, const Caller&, const api::AddPost::Request&,
                                             Writer&);
[[nodiscard]] Result<api::KeepPicture::Response> keep_picture(Context&, const Caller&,
                                                              const api::KeepPicture::Request&,
                                                              const WrittenPicture&, Writer&);

// leader_list.cpp
[[nodiscard]] Result<api::PreviewSheet::Response> preview_sheet(const Context&, const Caller&,
                                                                const api::PreviewSheet::Request&,
                                                                const Reader&);
[[nodiscard]] Result<api::LeaderList> get_leader_list(const Context&, const Caller&,
                                                      const api::GetLeaderList::Request&,
                                                      const Reader&);
[[nodiscard]] Result<api::LeaderList> add_items(Context&, const Caller&,
                                                const api::AddItems::Request&, Writer&);
[[nodiscard]] Result<api::LeaderItem> change_item(Context&, const Caller&,
                                                  const api::ChangeItem::Request&, Writer&);
[[nodiscard]] Result<api::Nothing> remove_item(Context&, const Caller&,
                                               const api::RemoveItem::Request&, Writer&);
[[nodiscard]] Result<api::LeaderList> publish_list(Context&, const Caller&,
                                                   const api::GetLeaderList::Request&, Writer&);

// leader_today.cpp, leader_households.cpp
[[nodiscard]] Result<api::GetLeaderToday::Response> get_leader_today(const Context&, const Caller&,
                                                                     const api::Nothing&,
                                                                     const Reader&);
[[nodiscard]] Result<api::ListHouseholds::Response> list_households(const Context&, const Caller&,
                                                                    const api::Nothing&,
                                                                    const Reader&);
[[nodiscard]] Result<api::InviteHousehold::Response> invite_household(
    Context&, const Caller&, const api::InviteHousehold::Request&, const InviteCode&, Writer&);
[[nodiscard]] Result<api::HouseholdView> top_up(Context&, const Caller&, const api::TopUp::Request&,
                                                Writer&);

// refund_claims.cpp
[[nodiscard]] Result<api::OrderView> claim_refund(Context&, const Caller&,
                                                  const api::ClaimRefund::Request&, Writer&);
[[nodiscard]] Result<api::ListRefundClaims::Response> list_refund_claims(const Context&,
                                                                         const Caller&,
                                                                         const api::Nothing&,
                                                                         const Reader&);
[[nodiscard]] Result<api::OrderView> decline_refund(Context&, const Caller&,
                                                    const api::DeclineRefund::Request&, Writer&);

// refunds.cpp
[[nodiscard]] Result<api::OrderView> refund_order(Context&, const Caller&,
                                                  const api::RefundOrder::Request&, Writer&);
[[nodiscard]] Result<api::RecallItem::Response> recall_item(Context&, const Caller&,
                                                            const api::RecallItem::Request&,
                                                            Writer&);

// leader_orders.cpp
[[nodiscard]] Result<api::FindOrders::Response> find_orders(const Context&, const Caller&,
                                                            const api::FindOrders::Request&,
                                                            const Reader&);
[[nodiscard]] Result<api::GroupView> change_group(Context&, const Caller&,
                                                  const api::ChangeGroup::Request&, Writer&);
[[nodiscard]] Result<api::OrderView> move_order_time(Context&, const Caller&,
                                                     const api::MoveOrderTime::Request&, Writer&);

// crowd_use_cases.cpp
[[nodiscard]] Result<api::OrderView> settle_lost_order(Context&, const Caller&,
                                                       const api::SettleLostOrder::Request&,
                                                       Writer&);

// shortages.cpp
[[nodiscard]] Result<api::ShareShortage::Response> share_shortage_of_item(
    Context&, const Caller&, const api::ShareShortage::Request&, Writer&);

// settlements.cpp
[[nodiscard]] Result<api::GetAccounts::Response> get_accounts(const Context&, const Caller&,
                                                              const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::PayoutView> pay_out(Context&, const Caller&, const api::PayOut::Request&,
                                              Writer&);
[[nodiscard]] Result<api::SetSplit::Response> set_split(Context&, const Caller&,
                                                        const api::SetSplit::Request&, Writer&);
[[nodiscard]] Result<api::GetEarnings::Response> get_earnings(const Context&, const Caller&,
                                                              const api::Nothing&, const Reader&);

// shop.cpp
[[nodiscard]] Result<api::GetShopBoard::Response> get_shop_board(const Context&, const Caller&,
                                                                 const api::GetShopBoard::Request&,
                                                                 const Reader&);
[[nodiscard]] Result<api::ShopOrder> move_order(Context&, const Caller&,
                                                const api::MoveOrder::Request&, Writer&);
[[nodiscard]] Result<api::ShopOrder> weigh_line(Context&, const Caller&,
                                                const api::WeighLine::Request&, Writer&);
[[nodiscard]] Result<api::HubStock> set_stock(Context&, const Caller&,
                                              const api::SetStock::Request&, Writer&);

// courier.cpp
[[nodiscard]] Result<api::RunView> get_run(const Context&, const Caller&, const api::Nothing&,
                                           const Reader&);
[[nodiscard]] Result<api::RunView> set_shift(Context&, const Caller&, const api::SetShift::Request&,
                                             Writer&);
[[nodiscard]] Result<api::Nothing> report_position(Context&, const Caller&,
                                                   const api::ReportPosition::Request&, Writer&);
[[nodiscard]] Result<api::RunView> courier_step(Context&, const Caller&,
                                                const api::CourierStep::Request&, Writer&);
[[nodiscard]] Result<api::RunView> report_problem(Context&, const Caller&,
                                                  const api::ReportProblem::Request&, Writer&);

// fleet.cpp
[[nodiscard]] Result<api::GetFleet::Response> get_fleet(const Context&, const Caller&,
                                                        const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::GetFleet::Response> solve_problem(Context&, const Caller&,
                                                            const api::SolveProblem::Request&,
                                                            Writer&);
[[nodiscard]] Result<api::TryRider::Response> try_rider(const Context&, const Caller&,
                                                        const api::TryRider::Request&,
                                                        const Reader&);

// kiosk.cpp
[[nodiscard]] Result<api::GetKioskBoard::Response> get_kiosk_board(const Context&, const Caller&,
                                                                   const api::Nothing&,
                                                                   const Reader&);
[[nodiscard]] Result<api::CollectByCode::Response> collect_by_code(
    Context&, const Caller&, const api::CollectByCode::Request&, Writer&);
[[nodiscard]] Result<api::FindByPhone::Response> find_by_phone(const Context&, const Caller&,
                                                               const api::FindByPhone::Request&,
                                                               const Reader&);

// payments_use_cases.cpp
[[nodiscard]] Result<api::PaymentView> start_payment(Context&, const Caller&,
                                                     const api::StartPayment::Request&, Writer&);
[[nodiscard]] Result<api::PaymentView> get_payment(const Context&, const Caller&,
                                                   const api::GetPayment::Request&, const Reader&);
[[nodiscard]] Result<api::ListPayments::Response> list_payments(const Context&, const Caller&,
                                                                const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::ListPayments::Response> set_refund_to(Context&, const Caller&,
                                                                const api::SetRefundTo::Request&,
                                                                Writer&);

// coupons.cpp
[[nodiscard]] Result<api::ListCoupons::Response> list_coupons(const Context&, const Caller&,
                                                              const api::Nothing&, const Reader&);
[[nodiscard]] Result<api::CouponView> issue_coupon(Context&, const Caller&,
                                                   const api::IssueCoupon::Request&, Writer&);
[[nodiscard]] Result<api::CouponView> stop_coupon(Context&, const Caller&,
                                                  const api::StopCoupon::Request&, Writer&);

/// The use case of each endpoint but those that bring somebody in (their reply is a cookie too, or
/// is limited by address: server/http/site.hpp):
/// `UseCase<E>::run`. `committed_refusal`: with this one, what was written stays (a wrong pickup
/// code counts).
template <auto Run, ErrorCode CommittedRefusal = ErrorCode{}>
struct UseCaseOf {
    static constexpr auto run = Run;
    static constexpr ErrorCode committed_refusal = CommittedRefusal;
};
template <class E>
struct UseCase;
// clang-format off
template <> struct UseCase<api::SignOut> : UseCaseOf<&sign_out> {};
template <> struct UseCase<api::GetMe> : UseCaseOf<&get_me> {};
template <> struct UseCase<api::GetHome> : UseCaseOf<&get_home> {};
template <> struct UseCase<api::GetGroup> : UseCaseOf<&get_group> {};
template <> struct UseCase<api::JoinGroup> : UseCaseOf<&join_group> {};
template <> struct UseCase<api::LeaveGroup> : UseCaseOf<&leave_group> {};
template <> struct UseCase<api::QuoteOrder> : UseCaseOf<&quote_order> {};
template <> struct UseCase<api::PlaceOrder> : UseCaseOf<&place_order> {};
template <> struct UseCase<api::ListOrders> : UseCaseOf<&list_orders> {};
template <> struct UseCase<api::GetOrder> : UseCaseOf<&get_order> {};
template <> struct UseCase<api::CancelOrder> : UseCaseOf<&cancel_order> {};
template <> struct UseCase<api::CollectOrder> : UseCaseOf<&collect_order> {};
template <> struct UseCase<api::GetFeed> : UseCaseOf<&get_feed> {};
template <> struct UseCase<api::AddPost> : UseCaseOf<&add_post> {};
template <> struct UseCase<api::KeepPicture> : UseCaseOf<&keep_picture> {
    static constexpr auto prepare = &write_picture;
    static constexpr auto finish = &settle_picture;
};
template <> struct UseCase<api::PreviewSheet> : UseCaseOf<&preview_sheet> {};
template <> struct UseCase<api::GetLeaderList> : UseCaseOf<&get_leader_list> {};
template <> struct UseCase<api::AddItems> : UseCaseOf<&add_items> {};
template <> struct UseCase<api::ChangeItem> : UseCaseOf<&change_item> {};
template <> struct UseCase<api::RemoveItem> : UseCaseOf<&remove_item> {};
template <> struct UseCase<api::PublishList> : UseCaseOf<&publish_list> {};
template <> struct UseCase<api::OpenGroup> : UseCaseOf<&open_group> {};
template <> struct UseCase<api::CancelGroup> : UseCaseOf<&cancel_group> {};
template <> struct UseCase<api::GetLeaderToday> : UseCaseOf<&get_leader_today> {};
template <> struct UseCase<api::ListHouseholds> : UseCaseOf<&list_households> {};
template <> struct UseCase<api::InviteHousehold> : UseCaseOf<&invite_household> {
    static InviteCode prepare(Context& context, const Caller& caller,
                              const api::InviteHousehold::Request&) {
        return make_invite_code(context, caller);
    }
};
template <> struct UseCase<api::TopUp> : UseCaseOf<&top_up> {};
template <> struct UseCase<api::GetShopBoard> : UseCaseOf<&get_shop_board> {};
template <> struct UseCase<api::MoveOrder> : UseCaseOf<&move_order> {};
template <> struct UseCase<api::SetStock> : UseCaseOf<&set_stock> {};
template <> struct UseCase<api::GetRun> : UseCaseOf<&get_run> {};
template <> struct UseCase<api::SetShift> : UseCaseOf<&set_shift> {};
template <> struct UseCase<api::ReportPosition> : UseCaseOf<&report_position> {};
template <> struct UseCase<api::CourierStep> : UseCaseOf<&courier_step> {};
template <> struct UseCase<api::ReportProblem> : UseCaseOf<&report_problem> {};
template <> struct UseCase<api::GetFleet> : UseCaseOf<&get_fleet> {};
template <> struct UseCase<api::SolveProblem> : UseCaseOf<&solve_problem> {};
template <> struct UseCase<api::TryRider> : UseCaseOf<&try_rider> {};
template <> struct UseCase<api::GetKioskBoard> : UseCaseOf<&get_kiosk_board> {};
template <> struct UseCase<api::CollectByCode> : UseCaseOf<&collect_by_code, ErrorCode::wrong_code> {};
template <> struct UseCase<api::FindByPhone> : UseCaseOf<&find_by_phone> {};
template <> struct UseCase<api::CloseGroup> : UseCaseOf<&close_group> {};
template <> struct UseCase<api::QuoteChange> : UseCaseOf<&quote_change> {};
template <> struct UseCase<api::ChangeOrder> : UseCaseOf<&change_order> {};
template <> struct UseCase<api::WeighLine> : UseCaseOf<&weigh_line> {};
template <> struct UseCase<api::ClaimRefund> : UseCaseOf<&claim_refund> {};
template <> struct UseCase<api::ListRefundClaims> : UseCaseOf<&list_refund_claims> {};
template <> struct UseCase<api::DeclineRefund> : UseCaseOf<&decline_refund> {};
template <> struct UseCase<api::RefundOrder> : UseCaseOf<&refund_order> {};
template <> struct UseCase<api::RecallItem> : UseCaseOf<&recall_item> {};
template <> struct UseCase<api::ListDevices> : UseCaseOf<&list_devices> {};
template <> struct UseCase<api::EndDevice> : UseCaseOf<&end_device> {};
template <> struct UseCase<api::EndOtherDevices> : UseCaseOf<&end_other_devices> {};
template <> struct UseCase<api::ListStaffDevices> : UseCaseOf<&list_staff_devices> {};
template <> struct UseCase<api::EndStaffDevice> : UseCaseOf<&end_staff_device> {};
template <> struct UseCase<api::ForgetHousehold> : UseCaseOf<&forget_household> {};
template <> struct UseCase<api::MakeBuildingCode> : UseCaseOf<&make_building_code> {};
template <> struct UseCase<api::OfferPhone> : UseCaseOf<&offer_phone> {};
template <> struct UseCase<api::GetNewPhone> : UseCaseOf<&get_new_phone> {};
template <> struct UseCase<api::ConfirmPhone> : UseCaseOf<&confirm_phone> {};
template <> struct UseCase<api::ListGuestLinks> : UseCaseOf<&list_guest_links> {};
template <> struct UseCase<api::MakeGuestLink> : UseCaseOf<&make_guest_link> {};
template <> struct UseCase<api::EndGuestLink> : UseCaseOf<&end_guest_link> {};
template <> struct UseCase<api::ListIdentities> : UseCaseOf<&list_identities> {};
template <> struct UseCase<api::EndIdentity> : UseCaseOf<&end_identity> {};
template <> struct UseCase<api::ListPasskeys> : UseCaseOf<&list_passkeys> {};
template <> struct UseCase<api::EndPasskey> : UseCaseOf<&end_passkey> {};
template <> struct UseCase<api::ListAdmissions> : UseCaseOf<&list_admissions> {};
template <> struct UseCase<api::Admit> : UseCaseOf<&admit> {};
template <> struct UseCase<api::TurnAway> : UseCaseOf<&turn_away> {};
template <> struct UseCase<api::GetAccounts> : UseCaseOf<&get_accounts> {};
template <> struct UseCase<api::PayOut> : UseCaseOf<&pay_out> {};
template <> struct UseCase<api::SetSplit> : UseCaseOf<&set_split> {};
template <> struct UseCase<api::GetEarnings> : UseCaseOf<&get_earnings> {};
template <> struct UseCase<api::FindOrders> : UseCaseOf<&find_orders> {};
template <> struct UseCase<api::ChangeGroup> : UseCaseOf<&change_group> {};
template <> struct UseCase<api::MoveOrderTime> : UseCaseOf<&move_order_time> {};
template <> struct UseCase<api::SettleLostOrder> : UseCaseOf<&settle_lost_order> {};
template <> struct UseCase<api::ShareShortage> : UseCaseOf<&share_shortage_of_item> {};
template <> struct UseCase<api::StartPayment> : UseCaseOf<&start_payment> {};
template <> struct UseCase<api::GetPayment> : UseCaseOf<&get_payment> {};
template <> struct UseCase<api::ListPayments> : UseCaseOf<&list_payments> {};
template <> struct UseCase<api::SetRefundTo> : UseCaseOf<&set_refund_to> {};
template <> struct UseCase<api::ListCoupons> : UseCaseOf<&list_coupons> {};
template <> struct UseCase<api::IssueCoupon> : UseCaseOf<&issue_coupon> {};
template <> struct UseCase<api::StopCoupon> : UseCaseOf<&stop_coupon> {};
// clang-format on

/// True for what only reads, some posts among them (a quote, a sheet's preview): no transaction.
template <class E>
[[nodiscard]] constexpr bool only_reads() {
    return std::is_invocable_v<decltype(UseCase<E>::run), const Context&, const Caller&,
                               const typename E::Request&, const Reader&>;
}

/// What E has done before its transaction, because it is slow: `UseCase<E>::prepare`'s result, or
/// Nothing. The transaction's work may be run twice; this is run once.
template <class E>
[[nodiscard]] auto prepare(Context& context, const Caller& caller,
                           const typename E::Request& request) {
    if constexpr (requires { &UseCase<E>::prepare; }) {
        return UseCase<E>::prepare(context, caller, request);
    } else {
        static_cast<void>(context);
        static_cast<void>(caller);
        static_cast<void>(request);
        return api::Nothing{};
    }
}
/// What E still does once its transaction has been committed or refused: `UseCase<E>::finish`. Not
/// called when the store failed, since then nobody knows what the disk holds.
template <class E, class Prepared>
void finish(Context& context, const Caller& caller, const Prepared& prepared) {
    if constexpr (requires { &UseCase<E>::finish; }) {
        UseCase<E>::finish(context, caller, prepared);
    } else {
        static_cast<void>(context);
        static_cast<void>(caller);
        static_cast<void>(prepared);
    }
}
/// The change of E with what was prepared for it.
template <class E, class Prepared>
[[nodiscard]] Result<typename E::Response> run_prepared(Context& context, const Caller& caller,
                                                        const typename E::Request& request,
                                                        const Prepared& prepared, Writer& writer) {
    if constexpr (std::is_same_v<Prepared, api::Nothing>) {
        static_cast<void>(prepared);
        return UseCase<E>::run(context, caller, request, writer);
    } else {
        return UseCase<E>::run(context, caller, request, prepared, writer);
    }
}

}  // namespace louxia::app
