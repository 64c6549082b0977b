// What is put is what is got: invites, sessions and other ways in.

#include "tests/server/store/round_trip.hpp"

#include <doctest/doctest.h>

namespace louxia::test {

TEST_CASE("invites, sessions and kept replies come back by what they are looked up with") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const app::Invite invite{InviteId{5}, ids.member(), "aa11", sample_time, Instant{}, true, {}};
    const app::Session session{SessionId{6},    ids.member(),    "bb22", sample_time,
                               sample_time + 1, sample_time + 2, {}};
    const app::KeptReply reply{"m:k", "cc33", 201, std::string("a\0b", 3), sample_time};
    filled.write([&](app::Writer& writer) {
        writer.put(invite);
        writer.put(session);
        writer.put(reply);
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.invite_by_hash("aa11").value(), invite));
        CHECK(same(reader.session_by_hash("bb22").value(), session));
        CHECK(same(reader.kept_reply("m:k").value(), reply));
        CHECK_FALSE(reader.session_by_hash("b").has_value());
    });
    app::Invite coded{InviteId{7}, ids.member(), "aa13", sample_time, Instant{}, false, "dd44"};
    app::Session other{SessionId{8}, ids.member(),    "bb24",           sample_time,
                       sample_time,  sample_time + 9, "iPhone · Safari"};
    const HouseholdGuard guard{ids.household(), sample_time, Instant{}};
    filled.write([&](app::Writer& writer) {
        writer.put(coded);
        writer.put(other);
        writer.put(guard);
        writer.rotate_sessions_of(ids.member());
    });
    other.rotate = true;
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.invite_by_code("dd44").value(), coded));
        CHECK_FALSE(reader.invite_by_code("").has_value());
        CHECK(same(reader.session(SessionId{8}).value(), other));
        CHECK(reader.sessions_of(ids.member()).size() == 2);
        CHECK(same(reader.guard(ids.household()), guard));
        CHECK_FALSE(reader.guard(HouseholdId{1}).held_until.is_set());
    });
    filled.write([&](app::Writer& writer) { writer.end_invites_of(ids.member()); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.invite_by_code("dd44"); }));
    CHECK(filled.get([](const auto& reader) { return reader.invite_by_hash("aa11"); }));
    filled.write([&](app::Writer& writer) { writer.end_session(session.id); });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.session_by_hash("bb22"); }));
}

TEST_CASE("a new phone, guest links and requests come back by what they are looked up with") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const NewPhone phone = sample_new_phone(ids);
    const GuestLink link = sample_guest_link(ids);
    const Admission admission{ids.member(), sample_household(ids).address, sample_time,
                              ids.household(), ids.group()};
    filled.write([&](app::Writer& writer) {
        writer.put(sample_group(ids));
        writer.put(phone);
        writer.put(link);
        writer.put(admission);
        writer.put(app::Session{
            SessionId{6}, ids.member(), "bb22", sample_time, sample_time, sample_time + 2, {}});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.new_phone(ids.member()).value(), phone));
        CHECK(same(reader.new_phone_by_secret("ff66").value(), phone));
        CHECK(same(reader.new_phone_by_claim("ff77").value(), phone));
        CHECK_FALSE(reader.new_phone_by_claim("").has_value());
        CHECK(same(reader.guest_link(link.id).value(), link));
        CHECK(same(reader.guest_link_by_hash("ff88").value(), link));
        CHECK(reader.guest_links_of(ids.household()).size() == 1);
        CHECK(same(reader.admission(ids.member()).value(), admission));
        CHECK(reader.admissions_before(sample_time, 9).empty());
        CHECK(reader.admissions_before(sample_time + 1, 9).size() == 1);
        CHECK(reader.live_sessions(sample_time + 1) == std::vector{SessionId{6}});
        CHECK(reader.live_sessions(sample_time + 2).empty());
    });
    filled.write([&](app::Writer& writer) {
        app::Housekeeping what;
        what.now = link.ends_at;
        writer.drop_old(what);
    });
    CHECK(filled.get([&](const auto& reader) { return reader.guest_link(link.id); }));
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.new_phone(ids.member()); }));
    filled.write([&](app::Writer& writer) { writer.end_guest_link(link.id); });
    CHECK_FALSE(filled.get([&](const auto& reader) { return reader.guest_link(link.id); }));
}

TEST_CASE("ways to sign in come back by what they are looked up with, and end together") {
    FilledStore filled;
    const SampleIds& ids = filled.ids;
    const LinkedIdentity identity = sample_identity(ids);
    const Passkey passkey = sample_passkey(ids);
    const IdentityFlow flow{"gg11", ids.member(), SessionId{6}, sample_time};
    filled.write([&](app::Writer& writer) {
        writer.put(identity);
        writer.put(passkey);
        writer.put(flow);
        writer.put(IdentityFlow{"gg12", {}, {}, sample_time + 9});
    });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(same(reader.identity(identity.id).value(), identity));
        CHECK(same(reader.identity_of("https://id.example", "somebody").value(), identity));
        CHECK_FALSE(reader.identity_of("https://other.example", "somebody").has_value());
        CHECK(reader.identities_of(ids.member()).size() == 1);
        CHECK(same(reader.identity_flow("gg11").value(), flow));
        CHECK(same(reader.passkey(passkey.id).value(), passkey));
        CHECK(same(reader.passkey_by_credential("Y3JlZA").value(), passkey));
        CHECK(reader.passkeys_of(ids.member()).size() == 1);
    });
    filled.write([&](app::Writer& writer) { writer.end_sign_in_ways_of(ids.member()); });
    filled.store->read(ids.community(), [&](const app::Reader& reader) {
        CHECK(reader.identities_of(ids.member()).empty());
        CHECK(reader.passkeys_of(ids.member()).empty());
        CHECK_FALSE(reader.identity_flow("gg11").has_value());
        CHECK(reader.identity_flow("gg12").has_value());
    });
    filled.write([&](app::Writer& writer) {
        app::Housekeeping what;
        what.now = sample_time + 10;
        writer.drop_old(what);
    });
    CHECK_FALSE(filled.get([](const auto& reader) { return reader.identity_flow("gg12"); }));
}

}  // namespace louxia::test
