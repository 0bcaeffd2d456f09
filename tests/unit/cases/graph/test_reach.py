"""What is reached along links at hand: no database."""

from cases.graph.edges import Edge
from cases.graph.kinds import Kind, Node
from cases.graph.reach import Expansion, reach

A, B, C, D = (Node(Kind.INCIDENT, 1), Node(Kind.PERSON, 2), Node(Kind.INCIDENT, 3),
              Node(Kind.SOURCE, 4))  # fmt: skip
CHAIN = [Edge("subject", B, A), Edge("subject", B, C), Edge("cited", D, C)]


def test_each_step_goes_one_link_further_in_either_direction() -> None:
    assert reach([A], CHAIN, 1) == {A: 0, B: 1}
    assert reach([A], CHAIN, 3) == {A: 0, B: 1, C: 2, D: 3}


def test_nothing_is_stepped_on_that_is_of_no_kind_asked_for() -> None:
    assert reach([A], CHAIN, 3, kinds=frozenset([Kind.INCIDENT])) == {A: 0}


def test_an_expansion_adds_the_links_of_one_record_to_one_kind() -> None:
    only = reach([A], CHAIN, 1, expansions=[Expansion(B, Kind.INCIDENT)])
    assert only == {A: 0, B: 1, C: 2}
    assert reach([A], CHAIN, 1, expansions=[Expansion(C, Kind.PERSON)]) == {A: 0, B: 1, C: 0}
