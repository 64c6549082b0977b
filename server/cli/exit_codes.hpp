#pragma once

namespace louxia::cli {

/// What every command returns to the shell.
inline constexpr int exit_ok = 0;
inline constexpr int exit_refused = 1;  ///< a rule says no, or an invariant is broken; nothing kept
inline constexpr int exit_usage = 2;    ///< wrong words on the command line, or a file is missing
inline constexpr int exit_store = 3;    ///< the data folder or the network failed

inline constexpr const char* exit_codes_help =
    "Exit codes: 0 done, 1 refused or an invariant is broken, 2 wrong usage, 3 the store or the "
    "network failed.";

}  // namespace louxia::cli
