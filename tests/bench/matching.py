"""Puts the instances of the bench `matching` to solvers outside Rust.

    NASTAVNIK_BENCH_OUT=/tmp/instances cargo bench --bench matching
    pip install numpy scipy ortools
    python3 tests/bench/matching.py /tmp/instances/*.txt

Prints how many are matched, the sum of scores, and the median time of solving alone; making the solver's own input is
not counted.
"""

import statistics
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

PAIR = 1_000_000  # Matching one more goes before all scores of an augmenting path.


def read(path):
    with open(path) as file:
        mentees, mentors = map(int, file.readline().split())
        capacity = np.array(file.readline().split(), dtype=np.int64)
        edges = np.array(file.read().split(), dtype=np.int64).reshape(-1, 3)
    return mentees, mentors, capacity, edges


def timed(rounds, prepare, solve):
    times, answer = [], None
    for _ in range(rounds):
        ready = prepare()
        start = time.perf_counter()
        answer = solve(ready)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times), answer


def flow(mentees, mentors, capacity, edges):
    """Minimum cost flow; staying without a mentor is an arc of its own."""
    sink = mentees + mentors
    everybody = np.arange(mentees)
    tails = np.concatenate([edges[:, 0], everybody, mentees + np.arange(mentors)])
    heads = np.concatenate([mentees + edges[:, 1], np.full(mentees + mentors, sink)])
    room = np.concatenate([np.ones(len(edges) + mentees, dtype=np.int64), capacity])
    cost = np.concatenate([-(PAIR + edges[:, 2]), np.zeros(mentees + mentors, dtype=np.int64)])

    def prepare():
        problem = min_cost_flow.SimpleMinCostFlow()
        arcs = problem.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)
        problem.set_nodes_supplies(np.append(everybody, sink), np.append(np.ones(mentees, dtype=np.int64), -mentees))
        return problem, arcs[: len(edges)]

    def solve(ready):
        problem, pairs = ready
        assert problem.solve() == problem.OPTIMAL
        matched = int(problem.flows(pairs).sum())
        return matched, -problem.optimal_cost() - PAIR * matched

    return prepare, solve


def expanded(mentees, capacity, edges):
    """One column for each seat."""
    first = np.concatenate([[0], np.cumsum(capacity)])
    repeat = capacity[edges[:, 1]]
    rows = np.repeat(edges[:, 0], repeat)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    return rows, np.repeat(first[edges[:, 1]], repeat) + within, np.repeat(edges[:, 2], repeat), first[-1]


def dense(mentees, capacity, edges):
    rows, columns, scores, seats = expanded(mentees, capacity, edges)
    matrix = np.zeros((mentees, seats))
    matrix[rows, columns] = PAIR + scores

    def solve(ready):
        return worth(ready[linear_sum_assignment(ready, maximize=True)])

    return lambda: matrix, solve


def worth(chosen):
    """How many of the chosen are pairs, and the sum of their scores."""
    pairs = np.asarray(chosen).ravel()
    pairs = pairs[pairs >= PAIR]
    return len(pairs), int(pairs.sum()) - PAIR * len(pairs)


def sparse(mentees, capacity, edges):
    rows, columns, scores, seats = expanded(mentees, capacity, edges)
    everybody = np.arange(mentees)
    weights = np.concatenate([PAIR + scores, np.ones(mentees)])  # A weight of 0 would be no edge at all.
    where = (np.concatenate([rows, everybody]), np.concatenate([columns, seats + everybody]))
    matrix = csr_matrix((weights, where), shape=(mentees, seats + mentees))

    def solve(ready):
        return worth(ready[min_weight_full_bipartite_matching(ready, maximize=True)])

    return lambda: matrix, solve


def main():
    for path in sys.argv[1:]:
        mentees, mentors, capacity, edges = read(path)
        solvers = [("OR-tools flow", flow(mentees, mentors, capacity, edges))]
        if mentees < 10_000:
            solvers.append(("scipy sparse", sparse(mentees, capacity, edges)))
            solvers.append(("scipy dense", dense(mentees, capacity, edges)))
        print(path)
        for name, (prepare, solve) in solvers:
            median, (matched, total) = timed(21 if mentees < 1_000 else 5, prepare, solve)
            print(f"  {name}: {median:.2f} ms, {matched} matched, sum {total}")


if __name__ == "__main__":
    main()
