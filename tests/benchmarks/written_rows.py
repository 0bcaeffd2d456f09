"""How many rows of the tables of search are written meanwhile, by table."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

_WRITES = re.compile(
    r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(kb_(?:entry|suggestion|search)\w*)"?'
)


class WrittenRows:
    """Counts the rows that statements write to the tables of search."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        answer = execute(sql, params, many, context)
        if match := _WRITES.match(sql):
            verb, table = match.groups()
            if many:
                number = len(params)
            elif verb == "INSERT INTO":
                columns = sql.split("(", 1)[1].split(")", 1)[0].count(",") + 1
                # Rows that are returned are not counted by SQLite, nor PostgreSQL's by values.
                number = max(len(params) // columns if params else 1, context["cursor"].rowcount)
            else:
                number = max(context["cursor"].rowcount, 0)
            self.rows[f"{verb.split()[0].lower()} {table}"] += number
        return answer
