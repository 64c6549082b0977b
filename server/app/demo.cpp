#include "server/app/demo.hpp"

#include <algorithm>

#include "server/app/demo_day.hpp"
#include "server/app/invites.hpp"
#include "server/app/money_moves.hpp"

namespace louxia::app {
namespace {

constexpr std::int64_t demo_invite_ms = 3650 * day_ms;

Result<Address> address_at(const std::vector<Building>& buildings, Address address) {
    for (const Building& building : buildings) {
        if (building.number == address.building_number) {
            address.building = building.id;
            LOUXIA_TRY(check_address(building, address));
            return address;
        }
    }
    return refuse(ErrorCode::invalid_value, door_key(address));
}

void put_member(const DemoWork& work, Member member) {
    member.id = work.context.ids.make<MemberId>();
    work.writer.put(member);
}

Result<void> put_households(const DemoWork& work, HubId cash_at, Instant since) {
    const auto buildings = work.writer.buildings();
    for (const DemoHousehold& known : work.file.households) {
        Household household = known.household;
        household.id = work.context.ids.make<HouseholdId>();
        LOUXIA_ASSIGN(household.address, address_at(buildings, household.address));
        work.writer.put(household);
        Member member;
        const bool leads = door_key(household.address) == work.file.leader_household;
        member.role = leads ? Role::leader : Role::resident;
        member.household = household.id;
        member.nickname = leads ? work.file.leader_nickname : household.nickname;
        put_member(work, member);
        LOUXIA_TRY(
            top_up_wallet(work.context, work.writer, cash_at, household.id, known.wallet, since));
    }
    return {};
}

void put_counters(const DemoWork& work, const std::vector<DemoCounter>& counters, Role role) {
    for (const DemoCounter& counter : counters) {
        Member member;
        member.role = role;
        member.nickname = counter.nickname;
        if (const auto hub = demo_hub(work, counter.hub)) {
            member.hub = hub->id;
            put_member(work, member);
        }
    }
}

Result<void> put_people_and_places(const DemoWork& work) {
    for (Building building : work.file.buildings) {
        building.id = work.context.ids.make<BuildingId>();
        work.writer.put(building);
    }
    HubId first;
    for (const DemoHub& known : work.file.hubs) {
        Hub hub = known.hub;
        hub.id = work.context.ids.make<HubId>();
        first = first.is_set() ? first : hub.id;
        work.writer.put(hub);
    }
    for (Courier courier : work.file.couriers) {
        courier.id = work.context.ids.make<CourierId>();
        work.writer.put(courier);
        Member member;
        member.role = Role::courier;
        member.courier = courier.id;
        member.nickname = courier.name;
        put_member(work, member);
    }
    put_counters(work, work.file.shop_members, Role::shop);
    put_counters(work, work.file.kiosks, Role::kiosk);
    return put_households(work, first, demo_instant(work, -1, 6 * 60));
}

/// A face's key in the kept secrets, and whom it signs in.
struct Face {
    std::string face;
    Member member;
    bool main = true;
};

std::vector<Face> faces_of(const DemoWork& work) {
    std::vector<Face> faces;
    for (const std::string& door : work.file.residents) {
        const auto household = demo_household(work, door);
        const auto members =
            household ? work.writer.members_of(household->id) : std::vector<Member>{};
        if (!members.empty()) {
            faces.push_back({faces.empty() ? "resident" : "second_resident", members.front()});
        }
    }
    const auto staff = work.writer.staff();
    for (const Role role : {Role::leader, Role::shop, Role::courier, Role::kiosk}) {
        bool main = true;
        for (const Member& member : staff) {
            if (member.role == role) {
                faces.push_back({std::string(word_of(role)), member, main});
                main = false;
            }
        }
    }
    std::stable_partition(faces.begin(), faces.end(), [](const Face& face) { return face.main; });
    return faces;
}

std::vector<FaceLink> link_faces(const DemoWork& work, DemoSecrets& secrets) {
    std::vector<FaceLink> links;
    const Community community = work.writer.community();
    for (const Face& face : faces_of(work)) {
        std::string& secret = secrets[face.face + ":" + face.member.id.text()];
        if (secret.empty()) {
            secret = work.context.secrets.make_secret();
        }
        if (!work.writer.invite_by_hash(work.context.secrets.hash(secret))) {
            keep_invite(work.context, work.writer, face.member.id, secret,
                        InviteTerms{work.now + demo_invite_ms, true});
        }
        links.push_back(
            {face.face, face.member.nickname, invite_path(community, secret), face.main});
    }
    return links;
}

bool has_running_group(const Reader& reader, Instant now) {
    const auto groups = reader.groups_since(now);
    return std::any_of(groups.begin(), groups.end(),
                       [&](const GroupBuy& group) { return accepts_joins(group, now); });
}

std::optional<Community> community_with(const Store& store, std::string_view slug) {
    for (Community& community : store.communities()) {
        if (community.slug == slug) {
            return community;
        }
    }
    return std::nullopt;
}

}  // namespace

Result<CommunityId> make_community(Context& context, const DemoFile& file) {
    LOUXIA_TRY(context.zones.utc_offset_minutes(file.community.time_zone, context.clock.now()));
    if (!is_community_slug(file.community.slug)) {
        return refuse(ErrorCode::invalid_value, "slug");
    }
    if (community_with(context.store, file.community.slug)) {
        return refuse(ErrorCode::conflict, "slug");
    }
    Community community = file.community;
    community.id = context.ids.make<CommunityId>();
    const auto made = context.store.transact(community.id, [&](Writer& writer) -> Result<void> {
        writer.put(community);
        const ReadSheet none;
        return put_people_and_places(
            DemoWork{context, writer, file, none, context.clock.now(), DemoList::by_the_clock});
    });
    LOUXIA_TRY(made);
    return community.id;
}

Result<Demo> ensure_demo(Context& context, const DemoFile& file, std::string_view sheet,
                         DemoSecrets& secrets, DemoList list) {
    LOUXIA_TRY(context.zones.utc_offset_minutes(file.community.time_zone, context.clock.now()));
    LOUXIA_ASSIGN(const ReadSheet read, read_sheet(sheet, file.markup_permille));
    Community community = file.community;
    const auto known = community_with(context.store, community.slug);
    if (known && !known->demo) {
        return refuse(ErrorCode::conflict, "slug");
    }
    community.id = known ? known->id : context.ids.make<CommunityId>();
    Demo demo{community.id, {}};
    const auto made = context.store.transact(community.id, [&](Writer& writer) -> Result<void> {
        const DemoWork work{context, writer, file, read, context.clock.now(), list};
        if (!known) {
            writer.put(community);
            LOUXIA_TRY(put_people_and_places(work));
            LOUXIA_TRY(make_demo_yesterday(work));
        }
        LOUXIA_TRY(make_demo_list(work));
        if (!has_running_group(writer, work.now)) {
            LOUXIA_TRY(make_demo_groups(work));
        }
        demo.links = link_faces(work, secrets);
        return {};
    });
    LOUXIA_TRY(made);
    return demo;
}

}  // namespace louxia::app
