//! Fields declared once.
