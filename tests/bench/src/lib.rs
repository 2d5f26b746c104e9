//! Benchmarks beside a plain program.
