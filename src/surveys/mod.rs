//! Questionnaires from text files.
