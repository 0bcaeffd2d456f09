"""What words do, and what excuses it: the acts and exemptions that rules combine by key."""

from collections.abc import Callable

from kb.firewall.acts.apology import apologise_conditionally, names_a_measure
from kb.firewall.acts.attack import attack, divide_users
from kb.firewall.acts.blame import blame_user, found_by_authority
from kb.firewall.acts.denial import deny_absolutely
from kb.firewall.acts.discipline import announce_discipline
from kb.firewall.acts.founder import borrow_persona, private_life
from kb.firewall.acts.guarantee import guarantee_in_person
from kb.firewall.acts.inquiry import names_finished_inquiry
from kb.firewall.acts.lines import (
    points_to_notice,
    speak_for_another_line,
    speak_of_grave_matter,
)
from kb.firewall.acts.mobilise import mobilise
from kb.firewall.acts.safety import argue_safety, rank_above_safety
from kb.firewall.acts.selling import sell_in_incident
from kb.firewall.statement import Finder, Span, Statement

ACTS: dict[str, Finder] = {
    finder.__name__: finder
    for finder in (
        argue_safety,
        guarantee_in_person,
        attack,
        borrow_persona,
        announce_discipline,
        mobilise,
        deny_absolutely,
        speak_for_another_line,
        private_life,
        sell_in_incident,
        rank_above_safety,
        blame_user,
        divide_users,
        speak_of_grave_matter,
        apologise_conditionally,
    )
}
EXEMPTIONS: dict[str, Callable[[Statement, Span], bool]] = {
    "names_finished_inquiry": names_finished_inquiry,
    "found_by_authority": found_by_authority,
    "points_to_notice": points_to_notice,
    "names_a_measure": names_a_measure,
}
