// What does not fit together about people, and about what lets them in, is found and named.

#include <doctest/doctest.h>

#include <filesystem>
#include <utility>
#include <vector>

#include "server/store/open_store.hpp"
#include "tests/server/store/raw.hpp"
#include "tests/server/store/samples.hpp"
#include "tests/support/temporary_folder.hpp"

namespace louxia::test {

namespace {

constexpr MemberId waiting{90};
constexpr SessionId own_session{91};

/// A leader with every way in, a guest link of the same household, and somebody at the door.
void fill(const std::string& folder, const SampleIds& ids) {
    const auto store = store::open_store(folder, store::Access::serve);
    fill_with_samples(*store, ids, 20);
    const auto done = store->transact(ids.community(), [&](app::Writer& writer) -> Result<void> {
        GroupBuy group = sample_group(ids);
        group.contents.pop_back();
        writer.put(group);
        writer.put(app::Session{own_session, ids.member(), "aa11", sample_time, sample_time,
                                sample_time + day_ms, "Android · Chrome", false});
        writer.put(app::Invite{InviteId{92}, ids.member(), "aa22", sample_time + day_ms, Instant{},
                               false, ""});
        NewPhone phone = sample_new_phone(ids);
        phone.session = own_session;
        writer.put(phone);
        writer.put(sample_guest_link(ids));
        writer.put(sample_identity(ids));
        writer.put(IdentityFlow{"aa33", ids.member(), own_session, sample_time});
        writer.put(sample_passkey(ids));
        writer.put(sample_picture(ids));
        Member guest;
        guest.id = waiting;
        guest.nickname = "新来的";
        writer.put(guest);
        writer.put(Admission{waiting, Address{ids.building(), 3, 1, 101}, sample_time,
                             ids.household(), ids.group()});
        writer.vouch(waiting, ids.household(), sample_time);
        return {};
    });
    REQUIRE(done.ok());
}

/// Another member and another session, and then `sql`.
std::string with_another(const std::string& sql) {
    return "INSERT INTO member SELECT community_id, 93, 2, NULL, NULL, NULL, 'x' FROM community; "
           "INSERT INTO session (community_id, session_id, member_id, token_hash) SELECT "
           "community_id, 94, 93, 'bb' FROM community; " +
           sql;
}

std::string many_passkeys() {
    std::string sql;
    for (int number = 100; number < 110; ++number) {
        const std::string text = std::to_string(number);
        sql += "INSERT INTO passkey SELECT community_id, " + text + ", member_id, 'c" + text +
               "', algorithm, public_key, sign_count, device, made_at_ms, used_at_ms FROM passkey "
               "WHERE passkey_id = 5; ";
    }
    return sql;
}

}  // namespace

TEST_CASE("members, what lets them in, and who was forgotten have to fit together") {
    const SampleIds ids{7};
    const std::string member = ids.member().text();
    const std::string household = ids.household().text();
    const std::string door = waiting.text();
    const std::string gone =
        "INSERT INTO household_guard SELECT community_id, household_id, NULL, 5 FROM household; ";
    TemporaryFolder whole;
    fill(whole.path(), ids);
    CHECK(lines_broken_in(whole.path()) == "");
    const std::vector<std::pair<std::string, std::string>> table = {
        {"DELETE FROM admission_vouch; DELETE FROM admission",
         "member " + door + " is a resident without a household, and does not ask for one"},
        {"UPDATE member SET household_id = (SELECT household_id FROM household)",
         "member " + door + " of household " + household + " still asks to be let in"},
        {"UPDATE member SET role = 3, hub_id = NULL WHERE role = 2",
         "member " + member + " has role 3 without its hub or courier"},
        {"UPDATE member SET role = 4, courier_id = NULL WHERE role = 2",
         "member " + member + " has role 4 without its hub or courier"},
        {"UPDATE household SET building_id = NULL",
         "household " + household + " vouched for member " + door + ", who asked in another"},
        {"UPDATE admission SET host_id = 77",
         "member " + door + " asks as a guest of household " + HouseholdId{77}.text()},
        {"UPDATE admission SET group_id = 77",
         "member " + door + " asks as a guest of group " + GroupId{77}.text()},
        {"UPDATE invite SET reusable = 1; UPDATE community SET demo = 0",
         "the link " + InviteId{92}.text() + " of member " + member + " works again and again"},
        {many_passkeys(), "member " + member + " has 11 passkeys, 10 are allowed"},
        {"UPDATE passkey SET algorithm = -257",
         "passkey " + PasskeyId{5}.text() + " of member " + member + " has the algorithm -257"},
        {"UPDATE identity_flow SET session_id = NULL",
         "is to link member " + member + ", but not from session"},
        {with_another("UPDATE identity_flow SET session_id = 94"),
         "is to link member " + member + ", but not from session " + SessionId{94}.text()},
        {"UPDATE new_phone SET claim_hash = ''",
         "the new phone of member " + member + " is in state 2, and nobody has opened its code"},
        {"UPDATE new_phone SET state = 1",
         "the new phone of member " + member + " is in state 1, and nobody has opened its code"},
        {"UPDATE new_phone SET other_digits = digits",
         "the new phone of member " + member + " shows 7 among digits that are the same"},
        {with_another("UPDATE new_phone SET session_id = 94"),
         "was offered by session " + SessionId{94}.text() + ", which is another member's"},
        {"UPDATE guest_link SET asked = 11",
         "11 have asked with guest link " + GuestLinkId{5}.text() + " of household " + household},
        {"UPDATE group_buy SET state = 1",
         "guest link " + GuestLinkId{5}.text() + " of household " + household + " shows a group"},
        {gone, "household " + household + " was forgotten, and member " + member +
                   " still has 5 ways in"},
        {gone, "household " + household + " was forgotten, and its guest link " +
                   GuestLinkId{5}.text() + " still works"},
        {gone, "household " + household + " was forgotten, and still has a phone"},
        {gone + "INSERT INTO post SELECT community_id, 95, household_id, 96, NULL, 'x', 5 FROM "
                "household",
         "household " + household + " was forgotten, and its post " + PostId{95}.text()},
        {"INSERT INTO post SELECT community_id, 95, household_id, 96, NULL, 'x', 5 FROM household; "
         "INSERT INTO post_picture SELECT community_id, 95, 0, '/m/none.webp' FROM community",
         "post " + PostId{95}.text() + " of household " + household + " shows a picture that is"},
        {"INSERT INTO passkey SELECT community_id, 6, 77, 'x', -7, 'x', 0, '', 5, NULL FROM "
         "community",
         "1 row(s) of passkey refer to a missing row of member"},
        {"INSERT INTO linked_identity SELECT community_id, 6, 77, 'x', 'y', 5 FROM community",
         "1 row(s) of linked_identity refer to a missing row of member"},
    };
    for (const auto& [sql, words] : table) {
        CAPTURE(sql);
        TemporaryFolder folder;
        std::filesystem::copy(whole.path(), folder.path());
        run_raw(folder.path(), sql);
        const std::string found = lines_broken_in(folder.path());
        CAPTURE(words);
        CAPTURE(found);
        CHECK(found.find(words) != std::string::npos);
    }
    // A picture that is kept may be shown.
    run_raw(whole.path(),
            "INSERT INTO post SELECT community_id, 95, household_id, 96, NULL, 'x', 5 FROM "
            "household; INSERT INTO post_picture SELECT community_id, 95, 0, '/m/abc.webp' FROM "
            "community");
    CHECK(lines_broken_in(whole.path()).find("a picture that is not kept") == std::string::npos);
}

}  // namespace louxia::test
