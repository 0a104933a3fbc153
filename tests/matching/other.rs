//! The same problem put to another solver.

use nastavnik::matching::Problem;
use pathfinding::prelude::{Matrix, kuhn_munkres};

/// More than all scores together, so that matching one more goes before them.
const PAIR: i64 = 1_000_000_000;

/// The dense matrix the other solver wants: every seat is a column; a pair that is not allowed is worth nothing.
pub fn matrix(problem: &Problem) -> Matrix<i64> {
    let mentors = 0..problem.mentors();
    let rows = problem.mentees() as usize;
    let mut first = Vec::new();
    let mut columns = 0;
    for mentor in mentors {
        first.push(columns);
        columns += problem.capacity(mentor) as usize;
    }
    first.push(columns);
    let mut matrix = Matrix::new(rows, columns.max(rows), 0);
    for (row, mentee) in (0..problem.mentees()).enumerate() {
        for edge in problem.edges(mentee) {
            for column in first[edge.mentor as usize]..first[edge.mentor as usize + 1] {
                matrix[(row, column)] = PAIR + i64::from(edge.score);
            }
        }
    }
    matrix
}

/// How many are matched, and the sum of scores.
pub fn solved(matrix: &Matrix<i64>) -> (u32, i64) {
    let (total, _) = kuhn_munkres(matrix);
    (u32::try_from(total / PAIR).unwrap(), total % PAIR)
}
