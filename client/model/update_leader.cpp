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

void copy_list(State& state, const CopyList& intent, Effects& effects) {
    if (state.is_pending(api::AddItems::name)) return;
    if (state.leader_list.value && state.leader_list.value->date == intent.from) {
        copy_items(state, *state.leader_list.value, intent.to, effects);
    } else if (state.route.date == intent.to) {
        state.copying_from = intent.from;
        mark_pending(state, api::AddItems::name);
        effects.push_back(Send<api::GetLeaderList>{{intent.from}});
    }
}

bool same_words(const api::ItemDraft& a, const api::ItemDraft& b) {
    return a.name == b.name && a.spec == b.spec && a.price == b.price && a.category == b.category &&
           a.unit == b.unit && a.origin == b.origin && a.chilled == b.chilled;
}

/// The same check as the server's, before anything is sent.
void save_item(State& state, const SaveItem& save, Effects& effects) {
    const bool known = save.item.is_set();
    const std::vector<api::ItemDraft> one{save.draft};
    const Result<void> checked = known ? api::ChangeItem::check({save.item, save.draft})
                                       : api::AddItems::check({save.date, one, false});
    if (state.item_form) {
        state.item_form->refusal.reset();
        if (!checked) {
            state.item_form->refusal = within_part(checked.error(), known ? "draft." : "items[0].");
        }
    }
    if (!checked) return;
    if (known) {
        send_once<api::ChangeItem>(state, save.item.value, {save.item, save.draft}, effects);
    } else {
        send_once<api::AddItems>(state, 0, {save.date, one, false}, effects);
    }
}

void add_item_picture(State& state, const AddItemPicture& add, Effects& effects) {
    if (!state.item_form || state.item_form->keeping_picture || state.item_form->keeping_clip) {
        return;
    }
    (add.clip ? state.item_form->keeping_clip : state.item_form->keeping_picture) = true;
    state.item_form->refusal.reset();
    effects.push_back(Send<api::KeepPicture>{{add.bytes}});
}

void open_group(State& state, const OpenGroupNow& open, Effects& effects) {
    const Result<void> checked = api::OpenGroup::check(open.request);
    if (state.group_form) {
        state.group_form->refusal.reset();
        if (!checked) state.group_form->refusal = checked.error();
    }
    if (checked) send_once<api::OpenGroup>(state, 0, open.request, effects);
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
            if (!same_words(state.sheet->drafts[row->row], row->draft)) {
                state.sheet->corrected[row->row] = true;
            }
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

bool update_forms(State& state, const Intent& intent, Effects& effects) {
    if (const auto* edit = std::get_if<EditItem>(&intent)) {
        // A form that is changed while a picture is on its way keeps waiting for it.
        const bool picture = state.item_form && state.item_form->keeping_picture;
        const bool clip = state.item_form && state.item_form->keeping_clip;
        state.item_form = edit->form;
        if (state.item_form) {
            state.item_form->keeping_picture = picture;
            state.item_form->keeping_clip = clip;
        }
    } else if (const auto* picture = std::get_if<AddItemPicture>(&intent)) {
        add_item_picture(state, *picture, effects);
    } else if (const auto* save = std::get_if<SaveItem>(&intent)) {
        save_item(state, *save, effects);
    } else if (const auto* group = std::get_if<EditGroup>(&intent)) {
        state.group_form = group->form;
    } else if (const auto* open = std::get_if<OpenGroupNow>(&intent)) {
        open_group(state, *open, effects);
    } else {
        return false;
    }
    return true;
}

}  // namespace

void copy_items(State& state, const api::LeaderList& from, CivilDate to, Effects& effects) {
    api::AddItems::Request request;
    request.date = to;
    for (const api::LeaderItem& item : from.items) {
        api::ItemDraft draft = item.draft;
        draft.batch.reset();  // those are of the day
        draft.stock.clear();
        request.items.push_back(std::move(draft));
    }
    if (!request.items.empty()) {
        send_once<api::AddItems>(state, 0, std::move(request), effects);
    }
}

Error within_part(Error error, std::string_view part) {
    if (std::string_view(error.field).substr(0, part.size()) == part) {
        error.field.erase(0, part.size());
    }
    return error;
}

void item_picture_kept(State& state, const Result<api::KeepPicture::Response>& result) {
    if (!state.item_form) return;  // closed meanwhile
    ItemForm& form = *state.item_form;
    const bool clip = form.keeping_clip;
    if (!clip && !form.keeping_picture) return;  // another item's form by now
    form.keeping_picture = form.keeping_clip = false;
    if (!result) {
        form.refusal = result.error();
        return;
    }
    if (!form.draft.batch) form.draft.batch = api::BatchView{};
    (clip ? form.draft.batch->clip : form.draft.batch->picture) = result->url;
}

bool update_leader(State& state, const Intent& intent, Instant, Effects& effects) {
    if (update_sheet(state, intent, effects) || update_forms(state, intent, effects)) return true;
    if (const auto* remove = std::get_if<RemoveListItem>(&intent)) {
        send_once<api::RemoveItem>(state, remove->item.value, {remove->item}, effects);
    } else if (const auto* copy = std::get_if<CopyList>(&intent)) {
        copy_list(state, *copy, effects);
    } else if (const auto* publish = std::get_if<Publish>(&intent)) {
        send_once<api::PublishList>(state, 0, {publish->date}, effects);
    } else if (const auto* cancel = std::get_if<CancelGroupNow>(&intent)) {
        send_once<api::CancelGroup>(state, cancel->group.value, {cancel->group}, effects);
    } else if (const auto* close = std::get_if<CloseGroupNow>(&intent)) {
        send_once<api::CloseGroup>(state, close->group.value, {close->group}, effects);
    } else if (const auto* invite = std::get_if<Invite>(&intent)) {
        state.invite.reset();
        send_once<api::InviteHousehold>(state, invite->household.value,
                                        {invite->household, invite->lost_phone}, effects);
    } else if (const auto* top_up = std::get_if<TopUpNow>(&intent)) {
        send_once<api::TopUp>(state, top_up->household.value, {top_up->household, top_up->amount},
                              effects);
    } else if (const auto* refund = std::get_if<RefundNow>(&intent)) {
        send_once<api::RefundOrder>(state, refund->request.order.value, refund->request, effects);
    } else if (const auto* recall = std::get_if<RecallNow>(&intent)) {
        send_once<api::RecallItem>(state, recall->item.value, {recall->item, recall->whole_batch},
                                   effects);
    } else {
        return false;
    }
    return true;
}

}  // namespace louxia::model
