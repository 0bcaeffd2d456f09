"""What each condition of a described situation is worth in points (`docs/precedents.md`)."""

TYPE = 30
SAME_CLUSTER = 15  # another type of the cluster that was asked for
SEVERITY = 10
NEXT_SEVERITY = 5  # one step more or less grave
ORGANISATION = 10
CHANNEL = 10
TOPICS = 20  # split evenly among the topics asked for
WORDS = 60  # times the share of the words that an incident has


def of_each_topic(number: int) -> int:
    """Return what each of so many topics is worth, in whole points."""
    return round(TOPICS / number) if number else 0
