#pragma once

#include <cstddef>

namespace louxia::bench {

/// A constant body of that many bytes on a plain cpp-httplib server with the product's socket
/// settings; prints its port and serves until standard input ends.
int serve_constant(std::size_t bytes);

/// Reads a path of 127.0.0.1:port over kept connections for so long; prints requests per second and
/// the body's size as "RATE BYTES".
int load_http(int port, const char* path, int milliseconds);

}  // namespace louxia::bench
