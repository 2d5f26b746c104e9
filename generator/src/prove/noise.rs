//! Noise: words that stand in no text.

/// Some words that no site has, others for each number.
pub(super) fn words(number: usize, count: usize) -> String {
    let words: Vec<String> = (0..count.max(1))
        .map(|at| format!("nxq{}w", number * 31 + at))
        .collect();
    words.join(" ")
}

/// Lines of such words.
pub(super) fn lines(number: usize, count: usize, end: &str) -> String {
    (0..count)
        .map(|line| words(number + line, 5 + line % 4))
        .fold(String::new(), |mut out, line| {
            out.push_str(&line);
            out.push_str(end);
            out
        })
}
