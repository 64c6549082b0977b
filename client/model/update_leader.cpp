#include <algorithm>

#include "client/model/update_parts.hpp"

namespace louxia::model {
namespace {

void preview(State& state, Effects& effects) {
    SheetImport& sheet = *state.sheet;
    sheet.preview.stale = false;
    read_again<api::PreviewSheet>(sheet.preview, {sheet.markup_permille, sheet.bytes}, effects);
}

void accept_sheet(State& state, const AcceptSheet& intent, Effects& effects) {
    if (!state.sheet || !state.sheet->preview.value) return;
    const SheetImport& sheet = *state.sheet;
    api::AddItems::Request request;
    request.date = sheet.date;
    request.replace = intent.replace;
    for (std::size_t row = 0; row < sheet.drafts.size(); ++row) {
        if (sheet.chosen[row]) request.items.push_back(sheet.drafts[row]);
    }
    send_once<api::AddItems>(state, 0, std::move(request), effects);
}

/// Yesterday's goods without their stock and batch: those are of the day.
void copy_list(State& state, const CopyList& intent, Effects& effects) {
    if (!state.leader_list.value || state.leader_list.value->date != intent.from) return;
    api::AddItems::Request request;
    request.date = intent.to;
    for (const api::LeaderItem& item : state.leader_list.value->items) {
        api::ItemDraft draft = item.draft;
        draft.batch.reset();
        draft.stock.clear();
        request.items.push_back(std::move(draft));
    }
    send_once<api::AddItems>(state, 0, std::move(request), effects);
}

bool update_sheet(State& state, const Intent& intent, Effects& effects) {
    if (const auto* choose = std::get_if<ChooseSheet>(&intent)) {
        SheetImport sheet;
        sheet.file_name = choose->file_name;
        sheet.bytes = choose->bytes;
        sheet.date = choose->date;
        state.sheet = std::move(sheet);
        preview(state, effects);
    } else if (const auto* markup = std::get_if<ChangeMarkup>(&intent)) {
        if (state.sheet) {
            state.sheet->markup_permille = markup->markup_permille;
            preview(state, effects);
        }
    } else if (const auto* row = std::get_if<ChangeSheetRow>(&intent)) {
        if (state.sheet && row->row < state.sheet->drafts.size()) {
            state.sheet->chosen[row->row] = row->chosen;
            state.sheet->drafts[row->row] = row->draft;
        }
    } else if (const auto* accept = std::get_if<AcceptSheet>(&intent)) {
        accept_sheet(state, *accept, effects);
    } else if (std::holds_alternative<DropSheet>(intent)) {
        state.sheet.reset();
    } else {
        return false;
    }
    return true;
}

}  // namespace

bool update_leader(State& state, const Intent& intent, Instant, Effects& effects) {
    if (update_sheet(state, intent, effects)) return true;
    if (const auto* save = std::get_if<SaveItem>(&intent)) {
        if (save->item.is_set()) {
            send_once<api::ChangeItem>(state, save->item.value, {save->item, save->draft}, effects);
        } else {
            send_once<api::AddItems>(state, 0, {save->date, {save->draft}, false}, effects);
        }
    } else if (const auto* remove = std::get_if<RemoveListItem>(&intent)) {
        send_once<api::RemoveItem>(state, remove->item.value, {remove->item}, effects);
    } else if (const auto* copy = std::get_if<CopyList>(&intent)) {
        copy_list(state, *copy, effects);
    } else if (const auto* publish = std::get_if<Publish>(&intent)) {
        send_once<api::PublishList>(state, 0, {publish->date}, effects);
    } else if (const auto* open = std::get_if<OpenGroupNow>(&intent)) {
        send_once<api::OpenGroup>(state, 0, open->request, effects);
    } else if (const auto* cancel = std::get_if<CancelGroupNow>(&intent)) {
        send_once<api::CancelGroup>(state, cancel->group.value, {cancel->group}, effects);
    } else if (const auto* invite = std::get_if<Invite>(&intent)) {
        state.invite.reset();
        send_once<api::InviteHousehold>(state, invite->household.value, {invite->household},
                                        effects);
    } else if (const auto* top_up = std::get_if<TopUpNow>(&intent)) {
        send_once<api::TopUp>(state, top_up->household.value, {top_up->household, top_up->amount},
                              effects);
    } else {
        return false;
    }
    return true;
}

}  // namespace louxia::model
