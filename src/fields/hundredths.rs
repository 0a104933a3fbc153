//! Values of measures as people write them; kept as hundredths, so that 4,25 is exact.

/// «4,25» and «4.25» as 425; nothing else than digits and up to two decimals.
pub fn hundredths(text: &str) -> Option<i32> {
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return None;
    }
    let part: i32 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i32>().ok()?.checked_mul(100)?.checked_add(part)
}

/// 425 as «4,25», 600 as «6».
pub fn decimal(value: i32) -> String {
    let (whole, part) = (value / 100, value % 100);
    let text = if part == 0 { whole.to_string() } else { format!("{whole},{part:02}") };
    if text.contains(',') { text.trim_end_matches('0').to_owned() } else { text }
}
