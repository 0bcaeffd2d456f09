"""What importing makes of the sample documents, when they lie beside the project."""

import pytest

from tests.importing_figures import SAMPLES, affair_rows, documents, rows

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="no sample documents beside the project"
)


def test_the_samples_come_out_as_counted_by_hand() -> None:
    found = documents(sorted(SAMPLES.glob("*.txt")))
    figures = dict(rows(found, {}))
    assert figures["pinyin insertions removed, left"] == "233, 0"
    assert figures["spots of GBK restored"] == 2
    assert figures["sources in all samples"] == 24
    assert figures["measures"] == 10
    assert figures["cleaning twice equals once"] == "5 of 5"
    judged = dict(affair_rows(found))
    assert judged["affairs, pairwise F1, sample digest"] >= 0.95
    assert judged["moments, B-cubed F1, sample digest"] >= 0.75
