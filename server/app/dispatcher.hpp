#pragma once

#include <memory>

#include "server/app/scene.hpp"

namespace louxia::app {

/// What a dispatcher last saw, and how it would go on from there.
struct Outlook {
    std::shared_ptr<const Scene> scene;
    std::shared_ptr<const dispatch::Plan> plan;
};

/// Who carries what. Pure and quick, so that it may be asked inside a transaction; from any thread.
class Dispatcher {
public:
    virtual ~Dispatcher() = default;
    /// What is to be done now in that community. Keeps the plan for the next time, and as outlook.
    [[nodiscard]] virtual dispatch::Decision decide(CommunityId community,
                                                    std::shared_ptr<const Scene> scene) = 0;
    /// Null pointers before the first decision.
    [[nodiscard]] virtual Outlook outlook(CommunityId community) const = 0;
};

}  // namespace louxia::app
