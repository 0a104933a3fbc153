//! Telephone numbers: compared by their digits, kept as people wrote them.

/// The digits by which two spellings of one number are equal: the last ten, so that `+7`, `8` and no prefix agree.
pub fn digits(text: &str) -> String {
    let all: String = text.chars().filter(char::is_ascii_digit).collect();
    let skip = all.len().saturating_sub(10);
    if skip <= 1 { all[skip..].to_owned() } else { all }
}

/// A mobile number written the usual way, «+7 913 564-63-87»; anything that is not ten digits stays as it is.
pub fn pretty(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.chars().any(|c| !(c.is_ascii_digit() || " +-()".contains(c))) {
        return trimmed.to_owned();
    }
    let d = digits(trimmed);
    if d.len() != 10 {
        return trimmed.to_owned();
    }
    format!("+7 {} {}-{}-{}", &d[..3], &d[3..6], &d[6..8], &d[8..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_agree() {
        for text in ["+7 (3822) 97-03-47", "8 3822 97 03 47", "3822970347"] {
            assert_eq!(digits(text), "3822970347", "{text}");
        }
    }

    #[test]
    fn writes_a_number_the_usual_way_and_leaves_remarks_alone() {
        assert_eq!(pretty("89134920276"), "+7 913 492-02-76");
        assert_eq!(pretty("8-913-564-63-87 мама"), "8-913-564-63-87 мама");
        assert_eq!(pretty("55-12"), "55-12");
    }
}
