"""What a check of the firewall costs: `make bench-firewall`, in floors of this machine.

Texts are the labelled statements one after another, each crossing a rule or nearly: as dense as a
text can be. Times are the best of five, warm.
"""

import django

from tests.firewall_figures import labelled

LENGTHS = (2_000, 20_000, 100_000)


def main() -> None:
    """Print processor time by writing and length, in milliseconds and floors."""
    django.setup()
    from kb.firewall.checker import check, read
    from kb.starter.rules import starter_rules
    from tests.benchmarks.floor import floors
    from tests.benchmarks.processor_time import samples

    bare, client = floors()
    print(f"floor {bare.total:.2f} ms, through the test client {client.total:.2f} ms")
    rules, rows = starter_rules(), labelled()
    for writing in ("en", "zh-Hans", "zh-Hant"):
        joined = " ".join(row["text"] for row in rows if row["lang"] == writing)
        for length in LENGTHS:
            text = (joined * (length // len(joined) + 1))[:length]

            def checked(text: str = text) -> None:
                check(read(text, "founder", topics=["product_safety", "rumor"]), rules)

            took = min(one.total for one in samples([checked] * 5))
            print(
                f"{writing:<8} {length:>7} characters {took:>7.1f} ms "
                f"{took / bare.total:>6.0f} floors {took / client.total:>6.0f} of the client's"
            )


if __name__ == "__main__":
    main()
