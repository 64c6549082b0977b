#pragma once

namespace louxia::bench {

/// Holds event streams, told by lines on standard input; answers each with one line of JSON.
///   open N      opens N more at once; {"open":N,"ms":until the last one has its hello}
///   event       sends the prepared change; {"heard":N,"ms":until the last stream has its event}
///   vanish      leaves all that are open unread and unclosed, as phones out of reach do; {}
///   end         ends
/// `change` is a file with one whole POST whose Idempotency-Key reads KEY: each `event` puts
/// another one there.
int hold_streams(int port, const char* path, const char* change);

}  // namespace louxia::bench
