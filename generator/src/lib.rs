//! The command and the flow: source tree in memory, output in memory, one place that writes.
