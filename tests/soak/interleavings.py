"""Two people at one page or record: forms, automatic saving, publishing and quick events.

Whoever saves adds a word of their own to what stood in the form they had open. So each newer
version must hold every word that was accepted before it: a word that is gone was overwritten by
somebody who had not seen it. In one half of the tries the two act in turn, in a drawn order; in
the other half they send at the same moment, from two threads with connections of their own.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

from django.db import connection

from tests import factories as make
from tests.soak.desks import KINDS, Editor, Target, quiet_client
from tests.soak.figure import Result, Trial

TITLE = "Interleavings of two editors on a page or record"
TIMES = 200
SECONDS = 900
ROUNDS = 3

# Who sits at the two desks; the same person in two windows is a pair as well.
PAIRS = (
    ("reviewer", "administrator"),
    ("editor", "reviewer"),
    ("editor", "legal_editor"),
    ("reviewer", "reviewer"),
)
PUBLISHERS = {"reviewer", "administrator"}
MOVES = ("save", "save", "autosave", "autosave", "publish", "event", "pause")


def both_at_once(steps: list[Callable[[], None]]) -> None:
    """Do two things at the same moment, in threads of their own, and pass on what went wrong."""

    def one(step: Callable[[], None]) -> None:
        try:
            step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        for done in [pool.submit(one, step) for step in steps]:
            done.result()


def interleave(number: int, dice: Random) -> tuple[Target, int, str]:
    """Let two people work on a new thing; return it, the number of refusals, and a description."""
    name = dice.choice(["article", "article", "incident", "incident", "person"])
    live, at_once = dice.random() < 0.6, dice.random() < 0.5
    kind = KINDS[name]
    target = Target(kind, kind.factory(f"Trial {number}", live=live, **{kind.text: "start"}))
    pair = dice.choice(PAIRS)
    words = (f"w{number}x{count}" for count in itertools.count())
    # Each has words of their own: a generator is not for two threads.
    editors = [
        Editor(who, quiet_client(who), target, iter([next(words) for _ in range(2 * ROUNDS)]))
        for who in pair
    ]
    story = []
    for _round in range(ROUNDS):
        moves = [dice.choice(MOVES) for _ in editors]
        moves = [possible(move, name, who) for move, who in zip(moves, pair, strict=True)]
        dices = [Random(dice.random()) for _ in editors]
        for editor, own in zip(editors, dices, strict=True):
            editor.prepare(own)
        steps = [
            (lambda editor=editor, move=move, own=own: editor.act(move, own))
            for editor, move, own in zip(editors, moves, dices, strict=True)
        ]
        order = [0, 1]
        dice.shuffle(order)
        if at_once:
            both_at_once([steps[place] for place in order])
        else:
            for place in order:
                steps[place]()
        story.append(" / ".join(f"{pair[place]} {moves[place]}" for place in order))
    for editor in editors:
        editor.open()  # closes the account of automatic saves
    how = "at once" if at_once else "in turn"
    description = f"{number}: {'live' if live else 'draft'} {name}, {how}: {'; '.join(story)}"
    return target, sum(editor.refused for editor in editors), description


def possible(move: str, name: str, who: str) -> str:
    """Return the move, or a plain saving where there is no such button."""
    fits = {"event": name == "incident", "publish": who in PUBLISHERS}
    return move if fits.get(move, True) else "save"


def losses(target: Target) -> list[str]:
    """Return what was accepted and is not there any more."""
    thing = type(target.thing)._base_manager.get(pk=target.thing.pk)
    name = target.kind.fills
    latest = thing.get_latest_revision_as_object()
    newest = getattr(latest, name).split()
    wrong = [f"{word} overwritten unseen" for word in target.accepted if word not in newest]
    live = getattr(thing, name).split()
    wrong += [f"{word} gone from the site" for word in target.published if word not in live]
    history = {revision.content[name] for revision in thing.revisions.all()}
    wrong += [f"{text!r} not in the history" for text in target.kept if text not in history]
    if target.events:
        for version, where in ((thing, "the site"), (latest, "the draft")):
            told = [f"{event.what_en}{event.what_zh}" for event in version.events.all()]
            wrong += [
                f"event {word} {told.count(word)} times in {where}"
                for word in target.events
                if told.count(word) != 1
            ]
    return wrong


def run(trial: Trial) -> Result:
    """Try many interleavings, and tell each loss with the story it happened in."""
    make.home()
    result = Result()
    accepted = refused = events = 0
    for number in range(trial.times):
        if not trial.has_time:
            break
        dice = trial.random(number)
        try:
            target, refusals, story = interleave(number, dice)
        except AssertionError as error:
            result.wrong.append(f"{number}: {error}")
        else:
            wrong = losses(target)
            if wrong:
                result.wrong.append(f"{story}: {', '.join(wrong)}")
            accepted += len(target.accepted)
            events += len(target.events)
            refused += refusals
        result.done += 1
    result.numbers = {"accepted": accepted, "refused": refused, "quick events": events}
    return result
