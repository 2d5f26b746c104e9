#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vitrine_tests::hostile::targets::whole_build(bytes));
