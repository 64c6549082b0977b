#include "tests/server/store/postgres_trace.hpp"

#include <utility>

namespace louxia::test {

namespace {

class TracedStatement final : public store::Statement {
public:
    TracedStatement(store::Statement& inner, std::string sql, Trace& trace)
        : inner_(inner), sql_(std::move(sql)), trace_(trace) {}

    void bind_number(int place, std::int64_t value) override {
        values_[place] = {Cell::Kind::number, std::to_string(value)};
        inner_.bind_number(place, value);
    }
    void bind_text(int place, std::string_view value) override {
        values_[place] = {Cell::Kind::text, std::string(value)};
        inner_.bind_text(place, value);
    }
    void bind_nothing(int place) override {
        values_[place] = {};
        inner_.bind_nothing(place);
    }
    bool step() override {
        if (!step_) step_ = trace_.add({.sql = sql_, .prepared = true, .values = values_});
        try {
            const bool row = inner_.step();
            trace_.change(*step_, [row](Step& step) {
                if (row) {
                    step.rows.emplace_back();
                } else {
                    step.ended = true;
                }
            });
            return row;
        } catch (...) {
            trace_.change(*step_, [](Step& step) { step.failed = true; });
            throw;
        }
    }
    void reset() noexcept override {
        step_.reset();
        values_.clear();
        inner_.reset();
    }
    bool is_nothing(int column) const override {
        const bool nothing = inner_.is_nothing(column);
        if (nothing) note(column, {});
        return nothing;
    }
    std::int64_t number(int column) const override {
        const std::int64_t value = inner_.number(column);
        note(column, {Cell::Kind::number, std::to_string(value)});
        return value;
    }
    std::string_view text(int column) const override {
        const std::string_view value = inner_.text(column);
        note(column, {Cell::Kind::text, std::string(value)});
        return value;
    }

private:
    void note(int column, Cell cell) const {
        trace_.change(*step_, [&](Step& step) { step.rows.back()[column] = std::move(cell); });
    }

    store::Statement& inner_;
    std::string sql_;
    Trace& trace_;
    std::map<int, Cell> values_;
    std::optional<std::size_t> step_;
};

class TracedConnection final : public store::Connection {
public:
    TracedConnection(std::unique_ptr<store::Connection> inner, Trace& trace)
        : inner_(std::move(inner)), trace_(trace) {}

    store::Statement& prepare(std::string_view sql) override {
        store::Statement& inner = inner_->prepare(sql);
        auto& kept = statements_[std::string(sql)];
        if (!kept) kept = std::make_unique<TracedStatement>(inner, std::string(sql), trace_);
        return *kept;
    }
    void run(std::string_view script) override {
        Step step{.sql = std::string(script)};
        if (auto given = trace_.given_schema(step.sql)) {
            step.schema = *std::move(given);
            step.sql.clear();
        }
        inner_->run(script);
        trace_.add(std::move(step));
    }
    void begin_write() override {
        inner_->begin_write();
        trace_.add({.sql = "BEGIN"});
    }
    void commit() override {
        inner_->commit();
        trace_.add({.sql = "COMMIT"});
    }
    void rollback() noexcept override {
        const bool open = inner_->in_transaction();
        inner_->rollback();
        if (open) trace_.add({.sql = "ROLLBACK"});
    }
    bool in_transaction() const noexcept override { return inner_->in_transaction(); }
    std::int64_t rows_written() const noexcept override { return inner_->rows_written(); }
    void begin_read() override { inner_->begin_read(); }
    void end_read() noexcept override { inner_->end_read(); }
    bool changed_elsewhere() override { return inner_->changed_elsewhere(); }
    bool has_table(std::string_view name) override { return inner_->has_table(name); }
    std::vector<std::string> self_check() override { return inner_->self_check(); }

private:
    std::unique_ptr<store::Connection> inner_;
    Trace& trace_;
    std::map<std::string, std::unique_ptr<TracedStatement>> statements_;
};

class TracedEngine final : public store::Engine {
public:
    TracedEngine(std::unique_ptr<store::Engine> inner, Trace& trace)
        : inner_(std::move(inner)), trace_(trace) {}

    std::string_view dialect() const noexcept override { return inner_->dialect(); }
    std::string adapt_schema(std::string_view text) const override {
        std::string adapted = inner_->adapt_schema(text);
        trace_.remember_schema(adapted, std::string(text));
        return adapted;
    }
    std::unique_ptr<store::Connection> open_writer(store::Standing standing) override {
        return std::make_unique<TracedConnection>(inner_->open_writer(standing), trace_);
    }
    std::unique_ptr<store::Connection> open_reader() override {
        return std::make_unique<TracedConnection>(inner_->open_reader(), trace_);
    }
    void backup_to(const std::string& path, const std::function<bool()>& goes_on) override {
        inner_->backup_to(path, goes_on);
    }

private:
    std::unique_ptr<store::Engine> inner_;
    Trace& trace_;
};

}  // namespace

std::size_t Trace::add(Step step) {
    const std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
    return steps_.size() - 1;
}

void Trace::remember_schema(std::string adapted, std::string given) {
    const std::lock_guard lock(mutex_);
    schema_[std::move(adapted)] = std::move(given);
}

std::optional<std::string> Trace::given_schema(const std::string& adapted) const {
    const std::lock_guard lock(mutex_);
    const auto found = schema_.find(adapted);
    if (found == schema_.end()) return std::nullopt;
    return found->second;
}

std::vector<Step> Trace::steps() const {
    const std::lock_guard lock(mutex_);
    return steps_;
}

std::unique_ptr<store::Engine> traced(std::unique_ptr<store::Engine> engine, Trace& trace) {
    return std::make_unique<TracedEngine>(std::move(engine), trace);
}

}  // namespace louxia::test
